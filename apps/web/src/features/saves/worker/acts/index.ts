import { documentActs, documentViews } from './document.js';
import { nameViews } from './names.js';
import { petActs, petViews } from './pets.js';
import { prospectActs, prospectViews } from './prospect.js';
import type { Act, View } from './registry.js';

/** What the editors of ICARUS show, and the steps they make, by name. The worker runs them; the page names them. */
export const views: Readonly<Record<string, View>> = { ...prospectViews, ...petViews, ...documentViews, ...nameViews };
export const acts: Readonly<Record<string, Act>> = { ...prospectActs, ...petActs, ...documentActs };
