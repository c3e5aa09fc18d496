import { secretBody, type Secret } from '@bothy/contracts';
import { describe, expect, it } from 'vitest';
import { grantWords, secretBodyOf, secretFormOf } from './secret-form.js';

const secret = { name: 'NPM_TOKEN', bots: ['a', 'b'], origins: ['https://git.example'] } as unknown as Secret;

describe('the form of a secret', () => {
  it('never holds the value that is there, and leaves it alone', () => {
    const form = secretFormOf(secret);
    expect(form).toEqual({
      name: 'NPM_TOKEN',
      value: '',
      everyBot: false,
      bots: ['a', 'b'],
      origins: 'https://git.example',
    });
    expect(secretBody.parse(secretBodyOf(form))).toEqual({ bots: ['a', 'b'], origins: ['https://git.example'] });
  });

  it('grants to the bot one comes from, or to all', () => {
    expect(secretFormOf(null, 'nightly').bots).toEqual(['nightly']);
    const form = { ...secretFormOf(null), everyBot: true, value: 'x', origins: ' https://a.example \n\n' };
    expect(secretBodyOf(form)).toEqual({ value: 'x', bots: '*', origins: ['https://a.example'] });
  });

  it('says who has it', () => {
    const words = (bots: string[] | '*') => grantWords({ bots });
    expect([words('*'), words([]), words(['a']), words(['a', 'b'])]).toEqual(['All bots', 'No bot', 'a', '2 bots']);
  });
});
