import { describe, expect, it } from 'vitest';
import { choiceOf, cronOf } from './cron-choice.js';

describe('the choice of a cron text', () => {
  it.each(['*/15 * * * *', '20 * * * *', '0 2 * * *', '30 9 * * 1-5', '0 9 * * 1', '5 23 14 * *'])(
    'of "%s" makes the same text again',
    (cron) => {
      const choice = choiceOf(cron);
      expect(choice && cronOf(choice)).toBe(cron);
    },
  );

  it('knows what it chose', () => {
    expect(choiceOf('30 9 * * 1-5')).toMatchObject({ kind: 'weekdays', time: '09:30' });
    expect(choiceOf(' 0  9 * *  0 ')).toMatchObject({ kind: 'weekly', weekday: 0 });
    expect(choiceOf('5 23 14 * *')).toMatchObject({ kind: 'monthly', day: 14 });
  });

  it.each(['*/7 * * * *', '0 2 * 3 *', '0 0 2 * * *', '0 25 * * *', '0 2 1 * 1', '0 2,4 * * *', 'nonsense', ''])(
    'leaves "%s" to be written by hand',
    (cron) => expect(choiceOf(cron)).toBeNull(),
  );
});
