import type { Parts } from './parts.js';

/** Files on their way to whoever asks. */
export const downloadsParts: Parts = { controllers: [], providers: [] };
