import { describe, expect, it } from 'vitest';
import { secretProblem } from './secret-strength.js';

describe('a secret', () => {
  it.each([
    'hunter2-is-not-enough',
    'tr0ub4dor',
    'ghp_16C7e42F292c6912E7710c838347Ae178B4a',
    'correct horse battery staple',
    'äöüßéèêñ',
    '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\nab==\n-----END PRIVATE KEY-----\n',
    '{\n  "token": "q8w7e6r5t4"\n}\n',
  ])('may be %j', (value) => expect(secretProblem(value)).toBeNull());

  it.each([
    ['', /^A secret of 0 characters/],
    ['x', /^A secret of 1 character would/],
    ['short', /^A secret of 5 characters would be masked all over the log\. Use 8 or more\.$/],
    // Seven characters, though JavaScript counts fourteen units and UTF-8 has 28 bytes.
    ['😀😁😂🤣😃😄😅', /^A secret of 7 characters/],
    ['a\nb\nc\nd\ne\nf', /^A secret of 1 character/],
    ['1234567\r\n7654321\r\n', /^A secret of 7 characters/],
    ['aaaaaaaa', /1 different characters only/],
    ['-=-=-=-=-=-=-=-=', /2 different/],
    ['abcabcabcabc', /3 different/],
    ['abcdabcd', /repeats itself/],
    ['abcdefgabcdefgab', /repeats itself/],
    ['12345678', /counts up or down/],
    ['hgfedcba', /counts up or down/],
    ['with a \0 in it', /NUL/],
    ['with a \ud800 in it', /surrogate/],
  ])('may not be %j', (value, why) => {
    expect(secretProblem(value)).toMatch(why);
    // The sentence goes into an answer, and the value must not; that it is one letter long says nothing.
    expect(value.length < 2 || !secretProblem(value)?.includes(value)).toBe(true);
  });
});
