import type { SyncResult } from '@bothy/contracts';
import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { DomainError } from '../../../../platform/errors/domain-error.js';
import type { ToolRecord } from '../../domain/tool-record.js';
import { ToolRepository } from '../../persistence/tool.repository.js';
import { sourceUnavailable } from '../../sources.errors.js';
import { toolNotFound } from '../../tools.errors.js';
import { MissingChecksums } from './missing-checksums.js';
import { SourceBook } from './source-book.js';
import { SyncLedger } from './sync-ledger.js';

const longestListingMs = 3 * 60_000;
/** An operator who asks waits for so long for checksums; the rest comes later. */
const measuringMs = 20_000;
/** A tool may get another source while the one before is asked. */
const mostTries = 3;

interface Synced {
  readonly tool: ToolRecord;
  readonly result: SyncResult;
}

/** Asks sources for releases, each tool's once at a time in this process. */
@Injectable()
export class ReleaseSync implements BeforeApplicationShutdown {
  readonly #going = new Map<string, Promise<Synced>>();
  readonly #stop = new AbortController();

  constructor(
    private readonly tools: ToolRepository,
    private readonly book: SourceBook,
    private readonly ledger: SyncLedger,
    private readonly measure: MissingChecksums,
  ) {}

  /**
   * Asks now, or waits for the one who asks already, and for the checksums of what is new for a while.
   *
   * @param fresh asks for all there is, even if the source says that nothing changed.
   * @throws DomainError `tool_not_found`, `no_source`; `source_unavailable` once it is written down why.
   */
  async sync(slug: string, fresh = false): Promise<SyncResult> {
    const going = this.#going.get(slug) ?? this.#sync(slug, fresh).finally(() => this.#going.delete(slug));
    this.#going.set(slug, going);
    const { tool, result } = await going;
    await this.measure.all(tool, measuringMs);
    return { ...result, notes: [...result.notes, ...(await this.measure.leftOut(tool))] };
  }

  /** Whether the tool's source is being asked what it has. */
  isGoing(slug: string): boolean {
    return this.#going.has(slug);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stop.abort();
    await Promise.allSettled(this.#going.values());
  }

  async #sync(slug: string, fresh: boolean): Promise<Synced> {
    for (let tries = 0; tries < mostTries; tries += 1) {
      const tool = await this.tools.find(slug);
      if (!tool) throw toolNotFound(slug);
      const result = await this.#ask(tool, fresh);
      if (result) return { tool, result };
    }
    throw sourceUnavailable('The tool is being changed. Try again in a moment.');
  }

  async #ask(tool: ToolRecord, fresh: boolean): Promise<SyncResult | null> {
    const { signal, done } = limited(this.#stop.signal);
    try {
      const listing = await this.book.list(tool, fresh ? null : tool.validator, signal);
      return await this.ledger.answered(tool, listing);
    } catch (error) {
      if (this.#stop.signal.aborted) throw sourceUnavailable('The server is being stopped.');
      const told = signal.aborted ? sourceUnavailable('The source took too long to list its versions.') : error;
      if (tool.source) await this.ledger.failed(tool, told);
      throw told instanceof DomainError ? told : error;
    } finally {
      done();
    }
  }
}

const limited = (stop: AbortSignal) => {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), longestListingMs);
  return { signal: AbortSignal.any([stop, late.signal]), done: () => clearTimeout(timer) };
};
