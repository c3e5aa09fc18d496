import type { Parts } from './parts.js';

/** Where versions come from, and how often they are asked. */
export const sourcesParts: Parts = { controllers: [], providers: [] };
