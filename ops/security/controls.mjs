import { accessControls } from './controls/access.mjs';
import { botControls } from './controls/bots.mjs';
import { catalogControls } from './controls/catalog.mjs';
import { dataControls } from './controls/data.mjs';
import { factorControls } from './controls/factors.mjs';
import { messageControls } from './controls/messages.mjs';
import { outsideControls } from './controls/outside.mjs';
import { shownControls } from './controls/shown.mjs';
import { sourceControls } from './controls/sources.mjs';
import { tokenControls } from './controls/tokens.mjs';
import { visitorControls } from './controls/visitors.mjs';

/**
 * What is taken away, and the test that must notice: `{row, what, file, find, replace, test: {project, file, name}}`.
 * `row` is the point of docs/security.md, `find` stands in `file` exactly once.
 */
export const controls = [
  ...tokenControls,
  ...accessControls,
  ...factorControls,
  ...messageControls,
  ...dataControls,
  ...botControls,
  ...outsideControls,
  ...sourceControls,
  ...catalogControls,
  ...shownControls,
  ...visitorControls,
];
