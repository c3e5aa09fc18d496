import type { RunComparison } from '@bothy/contracts';
import { stripAnsi } from '../log/ansi.js';

type Hunk = RunComparison['log']['hunks'][number];

/** A row of the difference: a line of one log or of both, or a stretch of lines that are the same and left out. */
export interface DiffRow {
  readonly kind: Hunk['kind'] | 'gap';
  readonly left: number | null;
  readonly right: number | null;
  readonly text: string;
}

const gap = (lines: number): DiffRow => ({
  kind: 'gap',
  left: null,
  right: null,
  text: lines === 1 ? '1 line is the same' : `${lines.toLocaleString('en-US')} lines are the same`,
});

/** The rows of a difference: a stretch of lines that are the same comes with its lines, or as their number alone. */
export function diffRows(hunks: readonly Hunk[]): DiffRow[] {
  return hunks.flatMap((hunk) => (hunk.lines.length < hunk.count ? [gap(hunk.count)] : rowsOf(hunk)));
}

function rowsOf({ kind, leftSeq, rightSeq, lines }: Hunk): DiffRow[] {
  return lines.map((text, n) => ({
    kind,
    left: kind === 'right' ? null : leftSeq + n,
    right: kind === 'left' ? null : rightSeq + n,
    text: stripAnsi(text),
  }));
}
