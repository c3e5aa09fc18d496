import type { Parts } from './parts.js';

/** Schedules, webhooks and their deliveries. */
export const triggersParts: Parts = {
  controllers: [],
  providers: [],
  entities: [],
  migrations: [],
};
