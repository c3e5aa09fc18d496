import cronstrue from 'cronstrue';

/** A pattern in words, such as "At 02:00, only on Monday"; the pattern itself where there are no words for it. */
export const wordsOf = (cron: string): string => {
  try {
    return cronstrue.toString(cron.trim(), { use24HourTimeFormat: true, monthStartIndexZero: false });
  } catch (error) {
    // It knows a little less than the patterns that are taken, and throws texts as well as errors.
    if (typeof error === 'string' || error instanceof Error) return cron;
    throw error;
  }
};
