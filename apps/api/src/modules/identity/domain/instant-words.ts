const form = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

/** An instant as it stands in a mail: `24 November 2026 at 05:47 UTC`. Where its reader lives is not known. */
export const instantWords = (instant: string): string => `${form.format(new Date(instant))} UTC`;
