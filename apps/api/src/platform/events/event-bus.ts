import { EventEmitter } from 'node:events';
import { Injectable, Logger } from '@nestjs/common';

/**
 * Names of events and what they carry. Empty here: each module adds its own in its `*.events.ts` with
 * `declare module '…/platform/events/event-bus.js' { interface EventMap { 'run.changed': RunChanged } }`.
 */
// oxlint-disable-next-line typescript/no-empty-interface, typescript/no-empty-object-type
export interface EventMap {}

/** Tells the rest of this process what happened. Delivery is synchronous, in order of subscription, and never fails. */
@Injectable()
export class EventBus {
  private readonly emitter = new EventEmitter().setMaxListeners(0);
  private readonly logger = new Logger(EventBus.name);

  /** Inside a unit of work, publish from `afterCommit`: a listener must not see what may be rolled back. */
  publish<Name extends keyof EventMap & string>(name: Name, payload: EventMap[Name]): void {
    this.emitter.emit(name, payload);
  }

  /** @returns a function that ends the subscription. */
  on<Name extends keyof EventMap & string>(name: Name, listener: (payload: EventMap[Name]) => void): () => void {
    // A listener that throws must fail neither the publisher nor the listeners after it.
    const guarded = (payload: EventMap[Name]): void => {
      try {
        listener(payload);
      } catch (error) {
        this.logger.error(`A listener of ${name} failed.`, error instanceof Error ? error.stack : String(error));
      }
    };
    this.emitter.on(name, guarded);
    return () => this.emitter.off(name, guarded);
  }
}
