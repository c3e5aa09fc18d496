import type { Parts } from './parts.js';

/** Tools as operators write them, and as everybody reads them. */
export const toolsParts: Parts = { controllers: [], providers: [] };
