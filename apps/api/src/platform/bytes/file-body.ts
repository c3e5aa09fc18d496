import { open, type FileHandle } from 'node:fs/promises';
import { bodyIncomplete } from './body.errors.js';
import type { Body, ByteSink } from './body.js';

const bufferBytes = 256 * 1024;

/** From the first byte to the one behind the last. */
interface FileSpan {
  readonly from: number;
  readonly to: number;
}

/** A span of a file, read through one buffer however large it is. */
export class FileBody implements Body {
  readonly lengthBytes: number;
  #isPumping = false;

  /** @param file is closed in the end, also by {@link cancel}. */
  constructor(
    private readonly file: FileHandle,
    private readonly span: FileSpan,
  ) {
    this.lengthBytes = span.to - span.from;
  }

  /** @throws the error of the system (`ENOENT` and others) where the file cannot be opened. */
  static async open(path: string, span: FileSpan): Promise<FileBody> {
    return new FileBody(await open(path, 'r'), span);
  }

  async pumpTo(sink: ByteSink): Promise<void> {
    this.#isPumping = true;
    try {
      await this.#pump(sink);
    } finally {
      await this.file.close();
    }
  }

  cancel(): void {
    // Whoever pumps closes it, once its last read is over.
    if (this.#isPumping) return;
    this.#isPumping = true;
    // Nothing was written that closing could lose.
    void this.file.close().catch(() => {});
  }

  async #pump(sink: ByteSink): Promise<void> {
    const buffer = Buffer.allocUnsafeSlow(Math.max(1, Math.min(bufferBytes, this.lengthBytes)));
    let { from } = this.span;
    while (from < this.span.to && !sink.signal.aborted) {
      const wanted = Math.min(buffer.length, this.span.to - from);
      const { bytesRead } = await this.file.read(buffer, 0, wanted, from);
      if (bytesRead === 0) throw bodyIncomplete();
      from += bytesRead;
      const taken = sink.write(buffer.subarray(0, bytesRead));
      if (taken) await taken;
    }
  }
}
