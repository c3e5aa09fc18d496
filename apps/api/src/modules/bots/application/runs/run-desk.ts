import { hiddenParam, isFinal, type Run } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { EventBus } from '../../../../platform/events/event-bus.js';
import type { Principal } from '../../../../platform/http/principal.js';
import { RunRepository } from '../../persistence/run.repository.js';
import { RunLauncher } from './run-launcher.js';

/** What comes with a start besides its parameters. */
export interface StartHeaders {
  readonly idempotencyKey?: string;
  readonly parentRunId?: string;
}

/** Where people and tokens ask for runs, and wait for them if they want to. */
@Injectable()
export class RunDesk {
  constructor(
    private readonly launcher: RunLauncher,
    private readonly runs: RunRepository,
    private readonly events: EventBus,
  ) {}

  start(slug: string, params: Run['params'], principal: Principal, headers: StartHeaders): Promise<Run> {
    const { actor, memberId } = principal;
    const { idempotencyKey: key, parentRunId } = headers;
    return this.launcher.launch({
      slug,
      params,
      trigger: { kind: actor.kind === 'token' ? 'api' : 'manual', actor, detail: null },
      requestedBy: memberId,
      ...(parentRunId !== undefined && { parentRunId }),
      ...(key !== undefined && { idempotency: { scope: `${actor.kind}:${actor.id}`, key } }),
    });
  }

  /** As it was, but for its secret parameters: those are not kept, and have to be given again. */
  again(run: Run, secrets: Run['params'], { actor, memberId }: Principal, headers: StartHeaders): Promise<Run> {
    const kept = Object.fromEntries(Object.entries(run.params).filter(([, value]) => value !== hiddenParam));
    return this.launcher.launch({
      slug: run.botSlug,
      params: { ...secrets, ...kept },
      trigger: { kind: 'rerun', actor, detail: `#${run.number}` },
      requestedBy: memberId,
      rerunOf: run,
      ...(headers.parentRunId !== undefined && { parentRunId: headers.parentRunId }),
    });
  }

  /** Resolves with the run when it has ended, or as it is after `waitMs`. */
  async ended(run: Run, waitMs: number): Promise<Run> {
    let stopListening = () => {};
    let timer: NodeJS.Timeout | undefined;
    const change = new Promise<void>((resolve) => {
      stopListening = this.events.on('run.changed', ({ id, status }) => {
        if (id === run.id && isFinal(status)) resolve();
      });
      timer = setTimeout(resolve, waitMs);
    });
    try {
      // It may have ended before anybody listened.
      const now = await this.runs.find(run.id);
      if (now && !isFinal(now.status)) await change;
    } finally {
      stopListening();
      clearTimeout(timer);
    }
    return (await this.runs.find(run.id)) ?? run;
  }
}
