import { paramsSchema } from '@bothy/contracts';
import { describe, expect, it } from 'vitest';
import { paramProblems, paramsOf, runsByItself, valuesOf } from './param-values.js';

const schema = paramsSchema.parse({
  properties: {
    channel: { type: 'string', enum: ['nightly', 'stable'], default: 'nightly' },
    note: { type: 'string', default: 'none', maxLength: 5 },
    jobs: { type: 'integer', minimum: 1, maximum: 8 },
    share: { type: 'number' },
    dryRun: { type: 'boolean' },
    token: { type: 'secret' },
  },
  required: ['jobs', 'token'],
});

describe('the parameters of a run', () => {
  it('begin with the defaults, or with what was given before, but never with a secret', () => {
    expect(valuesOf(schema)).toEqual({
      channel: 'nightly',
      note: 'none',
      jobs: '',
      share: '',
      dryRun: false,
      token: '',
    });
    expect(valuesOf(schema, { jobs: 3, dryRun: true, token: '[secret]', gone: 1 })).toMatchObject({
      jobs: '3',
      dryRun: true,
      token: '',
    });
  });

  it('are sent in their types; what is empty is left out, unless a default has to go', () => {
    const values = { ...valuesOf(schema), note: '', jobs: '4', share: '0,5', token: 'hush-hush' };
    expect(paramsOf(schema, values)).toEqual({
      channel: 'nightly',
      note: '',
      jobs: 4,
      share: 0.5,
      dryRun: false,
      token: 'hush-hush',
    });
    expect(paramsOf(schema, { ...valuesOf(schema), jobs: '4' }, true)).toEqual({ jobs: 4 });
  });

  it('are checked at their names', () => {
    const messages = (change: object) =>
      Object.fromEntries(
        paramProblems(schema, { ...valuesOf(schema), jobs: '1', token: 'x', ...change }).map(({ path, message }) => [
          path[1],
          message,
        ]),
      );
    expect(messages({})).toEqual({});
    expect(messages({ jobs: '', token: ' ' })).toEqual({ jobs: 'Fill this in.', token: 'Fill this in.' });
    expect(messages({ jobs: '9', share: 'some', note: 'too long' })).toEqual({
      jobs: 'Use 8 or less.',
      share: 'Write a number, such as 20.',
      note: 'Use 5 characters at most.',
    });
    expect(messages({ jobs: '1.5' })).toEqual({ jobs: 'Write a whole number, such as 20.' });
  });

  it('may all have defaults', () => {
    expect(runsByItself(schema)).toBe(false);
    expect(runsByItself({ ...schema, required: ['channel'] })).toBe(true);
  });
});
