import type { Parts } from './parts.js';

/** The team's secrets. */
export const secretsParts: Parts = {
  controllers: [],
  providers: [],
  entities: [],
  migrations: [],
};
