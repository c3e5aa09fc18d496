import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import type { FileRecord, ToolRecord } from '../../domain/tool-record.js';
import { ReleaseRepository } from '../../persistence/release.repository.js';
import { HashingSink } from './hashing-sink.js';
import { SourceBook } from './source-book.js';

const mostBytes = 4 * 1024 ** 3;

/** Reads files whose source does not tell their checksum, each once. */
@Injectable()
export class MissingChecksums implements BeforeApplicationShutdown {
  readonly #logger = new Logger(MissingChecksums.name);
  readonly #stop = new AbortController();
  /** Under way, by tool and by file. */
  readonly #tools = new Map<string, Promise<void>>();
  readonly #files = new Map<string, Promise<void>>();
  /** Files that were found too long: they are not read for nothing each time. */
  readonly #tooLong = new Set<string>();

  constructor(
    private readonly book: SourceBook,
    private readonly releases: ReleaseRepository,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * Measures what is not measured yet, and resolves once that is done or the time is over; what is left then goes on
   * behind it. Never throws: a file that cannot be read now is read another time.
   */
  async all(tool: ToolRecord, waitMs: number): Promise<void> {
    // One that has another source by now is another matter.
    const key = JSON.stringify([tool.id, tool.source]);
    const work = this.#tools.get(key) ?? this.#all(tool).finally(() => this.#tools.delete(key));
    this.#tools.set(key, work);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, waitMs);
    });
    await Promise.race([work, late]);
    clearTimeout(timer);
  }

  /** One file, whatever is known of it: for one that turned out to be another. Never throws. */
  again(tool: ToolRecord, file: FileRecord): Promise<void> {
    return this.#once(tool, { ...file, sizeBytes: null, sha256: null });
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stop.abort();
    await Promise.all([...this.#tools.values(), ...this.#files.values()]);
  }

  async #all(tool: ToolRecord): Promise<void> {
    try {
      await this.#walk(tool);
    } catch (error) {
      this.#logger.error(error, `The files of the tool "${tool.slug}" could not be measured`);
    }
  }

  async #walk(tool: ToolRecord): Promise<void> {
    const tried = new Set<string>();
    // Until nothing is left that came meanwhile.
    for (let files = await this.#left(tool, tried); files.length > 0; files = await this.#left(tool, tried)) {
      for (const file of files) {
        if (this.#stop.signal.aborted) return;
        tried.add(file.id);
        await this.#once(tool, file);
      }
    }
  }

  async #left(tool: ToolRecord, tried: ReadonlySet<string>): Promise<FileRecord[]> {
    return (await this.releases.unmeasured(tool.id)).filter(({ id }) => !tried.has(id));
  }

  #once(tool: ToolRecord, file: FileRecord): Promise<void> {
    const going = this.#files.get(file.id) ?? this.#measure(tool, file).finally(() => this.#files.delete(file.id));
    this.#files.set(file.id, going);
    return going;
  }

  async #measure(tool: ToolRecord, file: FileRecord): Promise<void> {
    if (this.#tooLong.has(file.id) || (file.sizeBytes ?? 0) > mostBytes) return;
    const sink = new HashingSink(mostBytes, this.#stop.signal);
    try {
      const body = await this.book.open(tool, file, null, sink.signal);
      await body.pumpTo(sink);
      if (sink.isTooLong) this.#tooLong.add(file.id);
      if (sink.signal.aborted) return;
      await this.unitOfWork.run(() => this.releases.measured(file.id, sink.measure()));
    } catch (error) {
      if (sink.signal.aborted) return;
      const why = error instanceof Error && 'code' in error ? String(error.code) : 'an unforeseen error';
      this.#logger.warn(`A file of the tool "${tool.slug}" could not be measured: ${why}`);
    }
  }
}
