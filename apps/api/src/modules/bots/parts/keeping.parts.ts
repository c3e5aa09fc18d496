import type { Parts } from './parts.js';

/** What runs leave behind: artifacts, notices, and how long all of it is kept. */
export const keepingParts: Parts = {
  controllers: [],
  providers: [],
  entities: [],
  migrations: [],
};
