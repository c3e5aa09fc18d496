import type { RunComparison, RunStatus } from '@bothy/contracts';
import { duration } from '../../../ui/time-words.js';
import { allStatuses, allTriggers, triggerWord, wordOf } from '../run-words.js';
import { valueWords } from './value-words.js';

const names: Record<string, string> = {
  status: 'State',
  exitCode: 'Exit code',
  signal: 'Signal',
  reason: 'Why',
  attempt: 'Attempts',
  durationMs: 'Took',
  lineCount: 'Lines',
  byteCount: 'Bytes of output',
  artifactCount: 'Artifacts',
  trigger: 'Started',
};

function said(path: string, value: unknown): string {
  if (path === 'status' && allStatuses.includes(value as RunStatus)) return wordOf(value as RunStatus);
  if (path === 'durationMs' && typeof value === 'number') return duration(value);
  const kind = allTriggers.find((each) => path === 'trigger' && each === value);
  if (kind) return triggerWord(kind);
  return typeof value === 'number' ? value.toLocaleString('en-US') : valueWords(value);
}

/** How a difference of two outcomes is said. */
export const outcomeWords = ({ path, left, right }: RunComparison['outcome'][number]) => ({
  name: names[path] ?? path,
  left: said(path, left),
  right: said(path, right),
});
