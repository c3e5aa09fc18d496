import type { CodecAct } from './domain/save-codec.js';

declare module '../../platform/events/event-bus.js' {
  interface EventMap {
    /** A save was opened, for whatever was to be done with it. */
    'save.opened': { act: CodecAct; kind: string };
  }
}
