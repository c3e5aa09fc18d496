const dayMs = 24 * 60 * 60 * 1000;

/** The day (UTC) as `2026-11-21`. */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** The month (UTC) of a day, as `2026-11`. */
export const monthOf = (day: string): string => day.slice(0, 7);

/** The day that lies so many behind another, or before it. */
export const dayAfter = (day: string, days = 1): string => dayOf(new Date(Date.parse(day) + days * dayMs));

/** How long figures of hours are kept, and what they were made of. */
export const hoursKeptDays = 40;
