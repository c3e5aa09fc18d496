import type { Parts } from './parts.js';

/** The public pages. */
export const portalParts: Parts = { controllers: [], providers: [] };
