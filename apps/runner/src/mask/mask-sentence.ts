import type { Secret } from '@bothy/contracts/runner';
import { Masker } from './masker.js';
import { patternTable } from './pattern-table.js';

/** A sentence of the runner's own, which may quote a command or what a program said, without secrets. */
export function maskSentence(sentence: string, secrets: readonly Secret[]): string {
  const table = patternTable(secrets);
  if (table === null) return sentence;
  // Memory of its own: a sentence may be due while a chunk of output is being framed.
  const masker = new Masker(table);
  const decided = Buffer.from(masker.push(Buffer.from(sentence)));
  return Buffer.concat([decided, masker.end()]).toString();
}
