import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { DomainError } from '../../../../platform/errors/domain-error.js';
import { ReleaseSync } from '../sources/release-sync.js';

/** So long the answer waits for the versions of a quick source. */
const patienceMs = 3000;

/** Asks a source that a tool was just given. */
@Injectable()
export class FirstSync {
  readonly #logger = new Logger(FirstSync.name);

  constructor(private readonly sync: ReleaseSync) {}

  /** Resolves when it is done, whatever came of it, or when it takes too long to wait for; it goes on then. */
  async begin(slug: string): Promise<void> {
    const late = new AbortController();
    const patience = sleep(patienceMs, undefined, { signal: late.signal, ref: false }).catch((error: Error) => {
      if (!late.signal.aborted) throw error;
    });
    await Promise.race([this.#ask(slug), patience]);
    late.abort();
  }

  /** That a source cannot be asked is written down and shown with the tool. */
  async #ask(slug: string): Promise<void> {
    try {
      await this.sync.sync(slug);
    } catch (error) {
      if (error instanceof DomainError) return;
      this.#logger.error({ err: error, tool: slug }, 'The first sync of a tool failed.');
    }
  }
}
