import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { inParallel } from '../../domain/in-parallel.js';
import { shownName } from '../../domain/served-names.js';
import type { FileRecord, ToolRecord } from '../../domain/tool-record.js';
import { ReleaseRepository } from '../../persistence/release.repository.js';
import { HashingSink } from './hashing-sink.js';
import { SourceBook } from './source-book.js';

const noLimits = { bytes: Number.POSITIVE_INFINITY, ms: null } as const;
const never = new AbortController().signal;
/** Of one tool. */
const atOnce = 4;

/** Reads files whose source does not tell their checksum, each once. */
@Injectable()
export class MissingChecksums implements BeforeApplicationShutdown {
  /**
   * Of one file from afar, or those behind it would wait for ever; what lies here is read however long it is. Only tests
   * set others.
   */
  limits = { bytes: 4 * 1024 ** 3, ms: 15 * 60_000 };
  readonly #logger = new Logger(MissingChecksums.name);
  readonly #stop = new AbortController();
  /** Under way, by tool and by file. */
  readonly #tools = new Map<string, Promise<void>>();
  readonly #files = new Map<string, Promise<void>>();
  /** Files that were found too long: they are not read for nothing each time. */
  readonly #tooLong = new Set<string>();
  /** Files that did not come in time: they are tried last. */
  readonly #late = new Set<string>();

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

  /** Which files are served without a checksum, in sentences: what is that long is not fetched only to be measured. */
  async leftOut(tool: ToolRecord): Promise<string[]> {
    const files = (await this.releases.unmeasured(tool.id)).filter((file) => this.#isTooLong(tool, file));
    const [first] = files;
    if (!first) return [];
    const others = files.length > 1 ? ` and ${files.length - 1} more` : '';
    return [`${shownName(first.name)}${others}: too large to be measured, and GitLab tells no checksum.`];
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
      for (const { id } of files) tried.add(id);
      // One host that does not answer must not keep the others' files waiting.
      await inParallel(this.#lateLast(files), atOnce, async (file) => {
        if (!this.#stop.signal.aborted) await this.#once(tool, file);
      });
    }
  }

  #lateLast(files: readonly FileRecord[]): FileRecord[] {
    return [...files.filter(({ id }) => !this.#late.has(id)), ...files.filter(({ id }) => this.#late.has(id))];
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
    if (this.#isTooLong(tool, file)) return;
    const { bytes, ms } = isFar(tool) ? this.limits : noLimits;
    const late = ms === null ? never : AbortSignal.timeout(ms);
    const sink = new HashingSink(bytes, AbortSignal.any([this.#stop.signal, late]));
    try {
      const body = await this.book.open(tool, file, null, sink.signal);
      await body.pumpTo(sink);
      if (sink.isTooLong) this.#tooLong.add(file.id);
      if (!sink.signal.aborted) await this.unitOfWork.run(() => this.releases.measured(file.id, sink.measure()));
      else if (late.aborted) this.#tookTooLong(tool, file);
    } catch (error) {
      if (late.aborted) this.#tookTooLong(tool, file);
      else if (!sink.signal.aborted) this.#warn(tool, codeOf(error));
    }
  }

  #tookTooLong(tool: ToolRecord, { id }: FileRecord): void {
    this.#late.add(id);
    this.#warn(tool, 'it takes too long');
  }

  #warn({ slug }: ToolRecord, why: string): void {
    this.#logger.warn(`A file of the tool "${slug}" could not be measured: ${why}`);
  }

  #isTooLong(tool: ToolRecord, { id, sizeBytes }: FileRecord): boolean {
    return isFar(tool) && (this.#tooLong.has(id) || (sizeBytes ?? 0) > this.limits.bytes);
  }
}

/** Whether files have to come over the network, from a host that is not ours. */
const isFar = ({ source }: ToolRecord): boolean => source?.kind === 'gitlab';

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'an unforeseen error';
