import { expect, it } from 'vitest';
import { outcomeWords } from './outcome-words.js';

it.each([
  [
    { path: 'status', left: 'timed-out', right: 'succeeded' },
    { name: 'State', left: 'Timed out', right: 'Succeeded' },
  ],
  [
    { path: 'durationMs', left: 72_000, right: null },
    { name: 'Took', left: '1 m 12 s', right: 'None' },
  ],
  [
    { path: 'lineCount', left: 12_441, right: 0 },
    { name: 'Lines', left: '12,441', right: '0' },
  ],
  [
    { path: 'trigger', left: 'manual', right: 'rerun' },
    { name: 'Started', left: 'By hand', right: 'Run again' },
  ],
  [
    { path: 'reason', left: '', right: 'It was too slow.' },
    { name: 'Why', left: 'Empty', right: 'It was too slow.' },
  ],
])('%o', (row, words) => {
  expect(outcomeWords(row)).toEqual(words);
});
