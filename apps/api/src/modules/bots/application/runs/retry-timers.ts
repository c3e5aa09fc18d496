import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { EventBus } from '../../../../platform/events/event-bus.js';

/** A timer in Node holds no more; what is due later is found by the job that looks for waiting runs. */
const longestTimerMs = 2 ** 31 - 1;

/** Wakes runs whose next attempt is due. A server that starts anew finds them in the table. */
@Injectable()
export class RetryTimers implements OnModuleDestroy {
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(private readonly events: EventBus) {}

  set(runId: string, delayMs: number): void {
    const timer = setTimeout(
      () => {
        this.#timers.delete(timer);
        this.events.publish('run.ready', { runId });
      },
      Math.min(delayMs, longestTimerMs),
    );
    this.#timers.add(timer);
  }

  onModuleDestroy(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }
}
