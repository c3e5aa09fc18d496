import { realpathSync, statSync } from 'node:fs';
import { diff, edit, type Save, SaveError, writeSave } from '@bothy/ue4-codec';
import type { EditArgument } from '../../arguments.js';
import { CliError } from '../../cli-error.js';
import type { Call } from '../command.js';
import { changeLine } from './change-line.js';
import { pathAndValue, valuesFor } from './edit-value.js';
import { about, readSaveFile } from './save-files.js';
import { replaceKeeping, writeResult } from './write-result.js';

/** `bothy saves edit FILE --set path=value -o OUT` */
export async function editSave(call: Call, file = ''): Promise<number> {
  const { given, terminal } = call;
  requirePlace(call, file);
  const { bytes, save } = await readSaveFile(file, terminal);
  const edited = about(file, () => given.edits.reduce(applied, save));
  const written = about(file, () => writeSave(edited));
  const changes = about(file, () => (given.quiet ? [] : [...diff(save, edited)]));
  const same = Buffer.compare(written, bytes) === 0;
  const note = (text: string) => given.quiet || terminal.err(`bothy: ${text}\n`);
  if (given.out !== null) await writeResult(given.out, [written], terminal);
  else if (!same) note(`what was there is kept as ${replaceKeeping(file, written)}`);
  // Beside the save itself there is room on stderr alone.
  const tell = (line: string) => (given.out === '-' ? terminal.err(line) : terminal.out(line));
  for (const change of changes) tell(changeLine(change, given.json));
  if (same) note('nothing changed');
  return 0;
}

/** @throws CliError where it is not said, or said twice, where the result goes. */
function requirePlace({ given }: Call, file: string): void {
  const { out, inPlace, edits } = given;
  if (edits.length === 0) throw new CliError('say what to change: --set, --insert, --remove or --duplicate.', 2);
  if (out === null && !inPlace) {
    throw new CliError('say where the edited save goes: -o FILE, or --in-place, which keeps what was there.', 2);
  }
  if (out !== null && inPlace) throw new CliError('-o and --in-place exclude each other.', 2);
  if (inPlace && file === '-') throw new CliError('standard input cannot be edited in place; use -o.', 2);
  if (out !== null && isSameFile(file, out)) {
    throw new CliError(`-o ${out} is the file itself; use --in-place, which keeps what was there.`, 2);
  }
}

function isSameFile(file: string, out: string): boolean {
  const there = [file, out].every((one) => one !== '-' && statSync(one, { throwIfNoEntry: false })?.isFile() === true);
  return there && realpathSync(file) === realpathSync(out);
}

/** The save after one option. Of the ways to understand a value the first counts that fits. */
function applied(save: Save, { op, text }: EditArgument): Save {
  if (op === 'remove' || op === 'duplicate') return edit(save, { op, path: text });
  const { path, value: given } = pathAndValue(op, text);
  const [first = given, ...others] = valuesFor(save, op, path, given);
  try {
    return edit(save, { op, path, value: first });
  } catch (error) {
    if (!(error instanceof SaveError) || error.code !== 'bad-value') throw error;
    for (const value of others) {
      const edited = tried(() => edit(save, { op, path, value }));
      if (edited !== undefined) return edited;
    }
    throw error;
  }
}

function tried<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if (error instanceof SaveError) return undefined;
    throw error;
  }
}
