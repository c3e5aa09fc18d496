import { createHash } from 'node:crypto';
import type { Body, ByteSink } from '../../../../platform/bytes/body.js';
import { fileChanged } from '../../sources.errors.js';

/**
 * All bytes of a file, that are to have this checksum; that they do not is known once the last one was handed over, which
 * the sink is to hold back until then.
 */
export class ProvenBody implements Body {
  constructor(
    private readonly body: Body,
    /** In hex. */
    private readonly sha256: string,
    /** What is thrown, and done, where they are other bytes. */
    private readonly failed: () => Error | Promise<Error> = fileChanged,
  ) {}

  get lengthBytes(): number | null {
    return this.body.lengthBytes;
  }

  /** @throws DomainError `file_changed`, or what `failed` gives, where they are other bytes. */
  async pumpTo(sink: ByteSink): Promise<void> {
    const hash = createHash('sha256');
    const write = (bytes: Uint8Array) => {
      hash.update(bytes);
      return sink.write(bytes);
    };
    await this.body.pumpTo({ write, signal: sink.signal });
    if (!sink.signal.aborted && hash.digest('hex') !== this.sha256) throw await this.failed();
  }

  cancel(): void {
    this.body.cancel();
  }
}
