import type { Run } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { EventStreams } from '../../../platform/http/event-streams.js';
import type { Principal } from '../../../platform/http/principal.js';
import { notThisBot, rightsChanged, runNotFound } from '../bots.errors.js';
import { RunRepository } from '../persistence/run.repository.js';

/** A token may be for some bots only; the guard knows what it may do, this knows to which. */
@Injectable()
export class BotAccess {
  constructor(
    private readonly runs: RunRepository,
    private readonly streams: EventStreams,
  ) {}

  requireBot(slug: string, { botScopes }: Principal): void {
    if (botScopes && !botScopes.includes(slug)) throw notThisBot(slug);
  }

  /** For an answer that was held: whoever lost the right to it meanwhile does not get it. */
  async requireStill(principal: Principal): Promise<void> {
    if (!(await this.streams.mayStillRead(principal))) throw rightsChanged();
  }

  /** The run, if there is one and it may be seen; whether there is one that may not be seen is not told. */
  async getRun(id: string, principal: Principal): Promise<Run> {
    const run = await this.findRun(id, principal);
    if (!run) throw runNotFound();
    return run;
  }

  async findRun(id: string, { botScopes }: Principal): Promise<Run | null> {
    const run = await this.runs.find(id);
    return run && (botScopes?.includes(run.botSlug) ?? true) ? run : null;
  }
}
