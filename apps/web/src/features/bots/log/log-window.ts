export const lineHeight = 20;
/** Browsers cap the height of an element (Chromium at 33.5 million px); above this the scroll bar is scaled. */
const tallest = 30_000_000;

/** Height of the scrolled element for so many lines, in px. */
export function scrollHeight(lines: number): number {
  return Math.min(lines * lineHeight, tallest);
}

export interface LogWindow {
  /** Index (from 0) of the first row drawn, and how many are drawn. */
  readonly first: number;
  readonly rows: number;
  /** Where the first row's upper edge stands in the viewport, in px. */
  readonly top: number;
}

/** The rows to draw when each is one line high. `scrolled` of `most` px is where the scroll bar stands. */
export function fixedWindow(lines: number, viewport: number, scrolled: number, most: number): LogWindow {
  const hidden = Math.max(0, lines * lineHeight - viewport);
  const above = most > 0 ? Math.min(1, scrolled / most) * hidden : 0;
  const first = Math.floor(above / lineHeight);
  const rows = Math.max(0, Math.min(Math.ceil(viewport / lineHeight) + 1, lines - first));
  return { first, rows, top: first * lineHeight - above };
}

export interface Anchor {
  /** The row that stands at `y` of the viewport, at the part `inside` (0 to 1) of its height. */
  readonly index: number;
  readonly inside: number;
  readonly y: number;
}

/**
 * For rows of any height: the row at the same part of the log as the scroll bar stands at is held at that part of
 * the viewport, and its neighbours flow around it. For rows of one height this equals `fixedWindow`.
 */
export function anchorAt(lines: number, viewport: number, scrolled: number, most: number): Anchor {
  const part = most > 0 ? Math.min(1, scrolled / most) : 0;
  const index = Math.min(Math.max(0, lines - 1), Math.floor(part * lines));
  return { index, inside: part * lines - index, y: part * viewport };
}

/** Where the scroll bar must stand so that the row is in sight, in its middle if possible. */
export function scrollTo(index: number, lines: number, viewport: number, most: number): number {
  const hidden = lines * lineHeight - viewport;
  if (hidden <= 0) return 0;
  const above = Math.min(hidden, Math.max(0, index * lineHeight - (viewport - lineHeight) / 2));
  return (above / hidden) * most;
}
