import type { Delivery } from '@bothy/contracts';

declare module '../../platform/events/event-bus.js' {
  interface EventMap {
    /** Deliveries were taken whose runs are to be started. */
    'deliveries.waiting': { ids: readonly Delivery['id'][] };
  }
}
