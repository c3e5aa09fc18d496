import { botBody } from '@bothy/contracts';
import { describe, expect, it } from 'vitest';
import { definitionChanges, diffLines } from './definition-changes.js';
import { definitionFacts, type AnyDefinition } from './definition-facts.js';

const definition = (change: object = {}) =>
  botBody.parse({ slug: 'a', name: 'A', command: { argv: ['make', 'all'] }, ...change }) as unknown as AnyDefinition;
const words = (it: AnyDefinition) =>
  Object.fromEntries(definitionFacts(it).flatMap(({ facts }) => facts.map(({ label, value }) => [label, value])));

describe('a definition in words', () => {
  it('leaves out what is at its default', () => {
    expect(words(definition())).toEqual({
      Name: 'A',
      State: 'On',
      Command: 'make all',
      'Works in': 'A new, empty folder for each run',
      'Time limit': 'None',
    });
  });

  it('tells all that is set', () => {
    const it = definition({
      params: { properties: { jobs: { type: 'integer', minimum: 1, default: 2 } }, required: ['jobs'] },
      schedules: [{ cron: '0 2 * * *', timeZone: 'Europe/London', missed: 'latest', params: { jobs: 4 } }],
      concurrency: { limit: 2, onBusy: 'skip' },
      retry: { attempts: 3, backoff: { seconds: 10 }, on: ['failed', 'lost'] },
      limits: { memoryBytes: 512_000_000 },
      retention: { days: 30 },
    });
    expect(words(it)).toMatchObject({
      jobs: 'Whole number · required · default 2 · 1 to …',
      'Schedule 1': '0 2 * * *, Europe/London · catches up with the last one · with {"jobs":4}',
      'At once': '2 · then: leave it out',
      Attempts: '3 · when failed or lost · after 10 s, × 2, 1 h 00 m at most',
      Memory: '512 MB',
      Days: '30',
    });
  });
});

describe('two versions', () => {
  it('differ by what they say, line by line', () => {
    const script = (text: string) => definition({ command: { shell: true, argv: [text] }, env: { CI: '1' } });
    const before = script('echo one\necho two');
    const after = { ...script('echo one\necho three'), timeoutSeconds: 60, env: {} };
    expect(definitionChanges(before, after)).toEqual([
      {
        title: 'What it runs',
        label: 'Script, in a shell',
        lines: [
          { kind: 'same', text: 'echo one' },
          { kind: 'gone', text: 'echo two' },
          { kind: 'new', text: 'echo three' },
        ],
      },
      {
        title: 'Policies',
        label: 'Time limit',
        lines: [
          { kind: 'gone', text: 'None' },
          { kind: 'new', text: '1 m 00 s' },
        ],
      },
      { title: 'Environment and secrets', label: 'CI', lines: [{ kind: 'gone', text: '1' }] },
    ]);
    expect(definitionChanges(before, before)).toEqual([]);
  });

  it('keep what both have', () => {
    const kinds = (a: string, b: string) =>
      diffLines([...a], [...b])
        .map(({ kind, text }) => ({ same: ' ', gone: '-', new: '+' })[kind] + text)
        .join('');
    expect(kinds('abcd', 'axcd')).toBe(' a-b+x c d');
    expect(kinds('', 'ab')).toBe('+a+b');
    expect(kinds('ab', '')).toBe('-a-b');
  });
});
