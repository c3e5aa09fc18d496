import { isFinal, type Run } from '@bothy/contracts';
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { EventBus } from '../../../platform/events/event-bus.js';
import { Counts } from './counts.js';

/** A run that has ended may be changed once more soon behind it. */
const mostRemembered = 1000;

/** Counts what happens elsewhere in the house: runs that end, and saves that are opened. */
@Injectable()
export class CountedHappenings implements OnModuleInit, OnModuleDestroy {
  readonly #ended = new Set<string>();
  #stopListening: (() => void)[] = [];

  constructor(
    private readonly events: EventBus,
    private readonly counts: Counts,
  ) {}

  onModuleInit(): void {
    this.#stopListening = [
      this.events.on('run.changed', (run: Run) => this.#runChanged(run)),
      this.events.on('save.opened', () => this.counts.count({ metric: 'saves', tool: null, value: 1 })),
    ];
  }

  onModuleDestroy(): void {
    for (const stop of this.#stopListening) stop();
  }

  /** Once for each run, however often it was tried. */
  #runChanged({ id, status }: Run): void {
    if (!isFinal(status) || this.#ended.has(id)) return;
    this.#ended.add(id);
    const [oldest] = this.#ended;
    if (this.#ended.size > mostRemembered && oldest !== undefined) this.#ended.delete(oldest);
    this.counts.count({ metric: 'runs', tool: null, value: 1 });
  }
}
