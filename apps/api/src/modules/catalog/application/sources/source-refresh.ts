import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../../platform/errors/domain-error.js';
import type { FileRecord, ToolRecord } from '../../domain/tool-record.js';
import { ReleaseRepository } from '../../persistence/release.repository.js';
import { MissingChecksums } from './missing-checksums.js';
import { ReleaseSync } from './release-sync.js';
import { SyncPace } from './sync-pace.js';

/** Anybody may ask for a file: a source is not asked more often than this on their word. */
const pauseMs = 10_000;
const mostKnown = 10_000;

/** For who found another file than the one that was listed. */
@Injectable()
export class SourceRefresh {
  readonly #going = new Map<string, Promise<boolean>>();
  /** When the sources of tools were last asked for this. */
  readonly #askedAt = new Map<string, number>();

  constructor(
    private readonly sync: ReleaseSync,
    private readonly measure: MissingChecksums,
    private readonly releases: ReleaseRepository,
    private readonly pace: SyncPace,
  ) {}

  /**
   * Asks the source again, and measures the file again if it has nothing else to say of it. Afterwards the
   * file is to be looked up again: it may have another id, another size, or be gone.
   *
   * @returns false when that was done a moment ago, or the source does not answer or wants to be let be: nothing more is known than before.
   */
  refresh(tool: ToolRecord, file: FileRecord): Promise<boolean> {
    // Several may find the same at once: all of them wait for the first.
    const going = this.#going.get(file.id) ?? this.#refresh(tool, file).finally(() => this.#going.delete(file.id));
    this.#going.set(file.id, going);
    return going;
  }

  async #refresh(tool: ToolRecord, file: FileRecord): Promise<boolean> {
    if (this.pace.isToBeLetBe(tool) || !this.#mayAsk(tool.id)) return false;
    try {
      await this.sync.sync(tool.slug, true);
    } catch (error) {
      if (error instanceof DomainError) return false;
      throw error;
    }
    if (await this.#isStillListed(tool, file)) await this.measure.again(tool, file);
    return true;
  }

  #mayAsk(toolId: string): boolean {
    const now = this.pace.now.getTime();
    if (now - (this.#askedAt.get(toolId) ?? 0) < pauseMs) return false;
    if (this.#askedAt.size >= mostKnown) this.#askedAt.clear();
    this.#askedAt.set(toolId, now);
    return true;
  }

  async #isStillListed(tool: ToolRecord, { id }: FileRecord): Promise<boolean> {
    const releases = await this.releases.ofTool(tool.id);
    return releases.some(({ files }) => files.some((file) => file.id === id));
  }
}
