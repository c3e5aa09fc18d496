import type { Run } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../platform/http/principal.js';
import { notThisBot, runNotFound } from '../bots.errors.js';
import { RunRepository } from '../persistence/run.repository.js';

/** A token may be for some bots only; the guard knows what it may do, this knows to which. */
@Injectable()
export class BotAccess {
  constructor(private readonly runs: RunRepository) {}

  requireBot(slug: string, { botScopes }: Principal): void {
    if (botScopes && !botScopes.includes(slug)) throw notThisBot(slug);
  }

  /** The run, if there is one and it may be seen; whether there is one that may not be seen is not told. */
  async getRun(id: string, { botScopes }: Principal): Promise<Run> {
    const run = await this.runs.find(id);
    if (!run || (botScopes && !botScopes.includes(run.botSlug))) throw runNotFound();
    return run;
  }
}
