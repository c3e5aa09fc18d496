import { describe, expect, it } from 'vitest';
import { blankWebhook, readValues, webhookBody, webhookProblems, writeValues } from './webhook-part.js';

describe('the values of a filter', () => {
  it.each([
    ['main', 'main'],
    ['refs/heads/main, refs/heads/next', ['refs/heads/main', 'refs/heads/next']],
    ['1', 1],
    ['"1"', '1'],
    ['true, null, -2.5', [true, null, -2.5]],
    ['"a, b", c', ['a, b', 'c']],
    [String.raw`"say \"so\""`, 'say "so"'],
  ])('"%s" are read, and written the same', (text, values) => {
    expect(readValues(text)).toEqual(values);
    expect(writeValues(values)).toBe(text);
  });

  it('are taken as they stand where they are no JSON', () => {
    expect(readValues('007')).toBe('007');
    expect(readValues('"open')).toBe('"open');
    expect(readValues(writeValues(['', ' x ', '007']))).toEqual(['', ' x ', '007']);
  });
});

describe('a webhook', () => {
  it('is nothing while it is off', () => {
    expect(webhookBody(blankWebhook())).toBeNull();
    expect(webhookProblems(blankWebhook(), true)).toEqual([]);
  });

  it('keeps the secret that is there unless a new one is written', () => {
    const on = { ...blankWebhook(), on: true };
    expect(webhookBody(on)).not.toHaveProperty('secret');
    expect(webhookBody({ ...on, secret: 'x' })).toMatchObject({ secret: 'x' });
    expect(webhookProblems(on, false)).toEqual([]);
    expect(webhookProblems(on, true)).toEqual([expect.objectContaining({ path: ['webhook', 'secret'] })]);
  });
});
