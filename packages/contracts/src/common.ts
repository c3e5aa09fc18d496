import { z } from 'zod';

/** An instant as the API writes it: ISO 8601, UTC, milliseconds. */
export const instant = z.iso.datetime();

/** UUIDv7 as text: ids sort by creation. */
export const id = z.uuid();

/** Small letters, digits and hyphens; begins and ends with a letter or digit. */
export const slug = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/, 'Use small letters, digits and hyphens.');

/**
 * One line for people, trimmed: without control characters, without those that turn the direction of what follows, and
 * with something to be seen in it.
 */
export const oneLine = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .refine(
      (text) => !/[\p{Cc}\p{Cs}\p{Cn}\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(text),
      'Leave out control characters and those that turn the direction of text.',
    )
    .refine((text) => /[^\p{Z}\p{Cf}\p{M}]/u.test(text), 'Write something that can be seen.');

/** A whole number as it stands in a query: digits and nothing else. */
export const queryNumber = (least: number, most: number = Number.MAX_SAFE_INTEGER) =>
  z
    .string()
    .regex(/^\d{1,15}$/, 'Write a whole number, such as 20.')
    .transform(Number)
    .pipe(z.number().int().min(least).max(most));

/** Query of a list: at most `limit` items, from where `cursor` (an opaque text of the last answer) left off. */
export const pageQuery = z.strictObject({
  limit: queryNumber(1, 200).default(50),
  cursor: z.string().max(500).optional(),
});

/** A page of a list; `nextCursor` is null on the last one. */
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/** An answer with no content (204). */
export const nothing = z.undefined();
