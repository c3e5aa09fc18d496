import type { Mail } from '@bothy/contracts';
import type { GlyphState } from '../../ui/glyph-shapes.js';

const words: Record<Mail['state'], { glyph: GlyphState; word: string }> = {
  waiting: { glyph: 'queued', word: 'Waiting' },
  sent: { glyph: 'succeeded', word: 'Sent' },
  failed: { glyph: 'failed', word: 'Failed' },
  kept: { glyph: 'waiting', word: 'Kept here' },
};

export const glyphOf = (mail: Mail): GlyphState => words[mail.state].glyph;
export const wordOf = (mail: Mail): string => words[mail.state].word;

/** How its sending stands: what the mail server said, and after how many tries. */
export function sendingWords({ state, attempts, problem }: Mail): string {
  if (state === 'sent' || state === 'kept') return '';
  const tries = attempts === 1 ? 'one try' : `${attempts} tries`;
  if (!attempts) return 'Not tried yet';
  return problem ? `${problem} (after ${tries})` : `After ${tries}`;
}
