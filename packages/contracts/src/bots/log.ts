import { z } from 'zod';
import { instant, queryNumber } from '../common.js';

/** `system` lines are Bothy's own words in the log. */
export const logStream = z.enum(['stdout', 'stderr', 'system']);
export type LogStreamName = z.infer<typeof logStream>;
export const logLine = z.object({
  /** Counts up from 1 within an attempt, over all streams. */
  seq: z.int(),
  at: instant,
  stream: logStream,
  text: z.string(),
  /** The line goes on in the next one of this stream: it was longer than 16 KiB, or stood unfinished. */
  partial: z.literal(true).optional(),
});
export type LogLine = z.infer<typeof logLine>;

/** `data` of the event `log`; its id is `attempt:seq` of the last line. */
export const logEvent = z.object({ lines: z.array(logLine) });

export const logQuery = z.strictObject({
  /** Lines with a greater number than this. */
  after: queryNumber(0).optional(),
  /** Lines with a smaller number than this, the nearest ones. */
  before: queryNumber(1).optional(),
  limit: queryNumber(1, 5000).default(1000),
  /** Only lines that hold this text (colours left out, small and capital letters alike). */
  search: z.string().min(1).max(500).optional(),
  attempt: queryNumber(1).optional(),
  /** With `Accept: text/plain`: go on until the run has ended. */
  follow: z.enum(['0', '1']).optional(),
});
export const logPage = z.object({
  attempt: z.int(),
  lines: z.array(logLine),
  /** How many lines the log holds now. */
  lineCount: z.int(),
  /** True when the attempt has ended and no line will be added. */
  complete: z.boolean(),
});
export type LogPage = z.infer<typeof logPage>;

export const eventsQuery = z.strictObject({
  /** Resume behind this id (`attempt:seq`), as `Last-Event-ID` does. */
  after: z
    .string()
    .regex(/^\d{1,9}:\d{1,12}$/, 'Use attempt:seq.')
    .optional(),
});
