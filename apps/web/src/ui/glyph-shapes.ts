/** The states a glyph can draw; each has a shape of its own, so that colour is never the only sign. */
export type GlyphState =
  | 'queued'
  | 'waiting'
  | 'running'
  | 'succeeded'
  | 'failed'
  | 'timed-out'
  | 'cancelled'
  | 'skipped'
  | 'lost'
  | 'unknown';

/** Paths on a 16 px grid. `fill` is a solid body; `cut` is a line cut out of it. */
interface GlyphShape {
  readonly fill?: string;
  readonly cut?: string;
  readonly lines?: string;
  readonly ring?: 'plain' | 'dashed';
}

export const glyphShapes: Record<Exclude<GlyphState, 'running'>, GlyphShape> = {
  queued: { ring: 'dashed' },
  waiting: { lines: 'M8 1.6 14.4 8 8 14.4 1.6 8ZM8 5.3v3.2M8 10.8v.01' },
  succeeded: { fill: 'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Z', cut: 'm5 8.2 2.1 2.1L11 6' },
  failed: { fill: 'M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1Z', cut: 'm5.7 5.7 4.6 4.6m0-4.6-4.6 4.6' },
  'timed-out': { ring: 'plain', lines: 'M8 4.6V8l2.3 1.6' },
  cancelled: { ring: 'plain', lines: 'm3.9 12.1 8.2-8.2' },
  skipped: { ring: 'plain', lines: 'm5.7 5.8 2.1 2.2-2.1 2.2m3.1-4.4L10.9 8l-2.1 2.2' },
  lost: { lines: 'M13.4 5.4A6 6 0 1 0 14 8M8 8.6c0-1.4 1.7-1.3 1.7-2.6A1.7 1.7 0 0 0 6.4 5.6M8 11.2v.01' },
  unknown: { ring: 'dashed', lines: 'M8 8.6v-.4c0-.8 1.3-1 1.3-2A1.4 1.4 0 0 0 6.7 5.6M8 11v.01' },
};
