import { paramsSchema } from '@bothy/contracts';
import { describe, expect, it } from 'vitest';
import { checkParams, schemaIssues } from './params.js';

const schema = (properties: object, required: string[] = []) => paramsSchema.parse({ properties, required });
const messages = (checked: { issues: { path: (string | number)[]; message: string }[] }) =>
  checked.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);

describe('parameters', () => {
  it('get their defaults, and are refused by name where they do not fit', () => {
    const wanted = schema(
      {
        channel: { type: 'string', enum: ['nightly', 'stable'], default: 'nightly' },
        count: { type: 'integer', minimum: 1, maximum: 9 },
        ratio: { type: 'number' },
        dry: { type: 'boolean' },
        tag: { type: 'string', pattern: '^v[0-9]+$' },
      },
      ['count'],
    );
    expect(checkParams(wanted, { count: 3, tag: 'v12' })).toEqual({
      values: { channel: 'nightly', count: 3, tag: 'v12' },
      secrets: {},
      issues: [],
    });
    const wrong = { channel: 'beta', count: '3', ratio: Number.NaN, dry: 'yes', tag: '12', other: 1 };
    expect(messages(checkParams(wanted, wrong))).toEqual([
      'params.other: The bot has no parameter of this name.',
      'params.channel: Give one of: nightly, stable.',
      'params.count: Give a whole number.',
      'params.ratio: Give a number.',
      'params.dry: Give true or false.',
      'params.tag: It must match ^v[0-9]+$.',
    ]);
    expect(messages(checkParams(wanted, {}))).toEqual(['params.count: This parameter is needed.']);
    expect(messages(checkParams(wanted, { count: 10 }))).toEqual(['params.count: Give 9 or less.']);
  });

  it('of names that every object has are parameters like others', () => {
    const wanted = schema({ constructor: { type: 'string' } });
    expect(checkParams(wanted, {}).values).toEqual({});
    expect(messages(checkParams(wanted, { toString: 'x' }))).toEqual([
      'params.toString: The bot has no parameter of this name.',
    ]);
  });

  it('that are secret show only that they were given', () => {
    const wanted = schema({ token: { type: 'secret' } });
    const checked = checkParams(wanted, { token: 'hunter2-hunter2' });
    expect(checked).toMatchObject({ values: { token: '[secret]' }, secrets: { token: 'hunter2-hunter2' } });
    const secretProblem = (value: string) => (value.length < 8 ? 'Too short.' : null);
    expect(messages(checkParams(wanted, { token: 'short' }, { secretProblem }))).toEqual(['params.token: Too short.']);
  });

  it('that come as text from elsewhere become what is wanted, or are refused', () => {
    const wanted = schema({ n: { type: 'integer' }, b: { type: 'boolean' }, s: { type: 'string' } });
    const checked = checkParams(wanted, { n: '5', b: 'false', s: { a: 1 } }, { coerce: true });
    expect(checked).toMatchObject({ values: { n: 5, b: false, s: '{"a":1}' }, issues: [] });
    expect(checkParams(wanted, { n: '5x' }, { coerce: true }).issues).toHaveLength(1);
    expect(checkParams(wanted, { n: ' ' }, { coerce: true }).issues).toHaveLength(1);
  });

  it('take no pattern that could run for ever', () => {
    const slow = schema({ s: { type: 'string', pattern: '^(a+)+$' } });
    const began = performance.now();
    checkParams(slow, { s: `${'a'.repeat(20_000)}!` });
    // Without a bound this takes longer than the universe has.
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(schemaIssues(schema({ s: { type: 'string', pattern: '(?=a)' } }))).toHaveLength(1);
    expect(schemaIssues(schema({ n: { type: 'integer', minimum: 3, default: 2 } }))).toMatchObject([
      { path: ['params', 'properties', 'n', 'default'], message: 'Give 3 or more.' },
    ]);
  });
});
