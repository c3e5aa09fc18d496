import type { Parts } from './parts.js';

/** Clones and fetches on their way to git. */
export const gitParts: Parts = { controllers: [], providers: [] };
