import type { Run } from '@bothy/contracts';

declare module '../../platform/events/event-bus.js' {
  interface EventMap {
    /** A run was made or changed its state. */
    'run.changed': Run;
    /** A run may start now, for all that the table knows. */
    'run.ready': { runId: string };
    /** A bot was made, changed or deleted. */
    'bot.changed': { slug: string; deleted: boolean };
  }
}
