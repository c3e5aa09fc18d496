import type { Delivery } from '@bothy/contracts';
import type { GlyphState } from '../../../ui/glyph-shapes.js';

type Status = Delivery['status'];

/** How a delivery fared, as a glyph, a word, and what the word means where nothing more is said. */
export const deliveryWords: Record<
  Status,
  { readonly glyph: GlyphState; readonly word: string; readonly why: string }
> = {
  accepted: { glyph: 'succeeded', word: 'Accepted', why: '' },
  filtered: { glyph: 'skipped', word: 'Filtered', why: 'The bot did not ask for it.' },
  duplicate: { glyph: 'cancelled', word: 'Duplicate', why: 'Its id was there before.' },
  refused: { glyph: 'failed', word: 'Refused', why: 'Its signature was wrong.' },
  failed: { glyph: 'failed', word: 'Failed', why: 'No run could be started.' },
};
export const allDeliveryStatuses = Object.keys(deliveryWords) as Status[];
