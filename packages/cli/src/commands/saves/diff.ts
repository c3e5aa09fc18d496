import { diff } from '@bothy/ue4-codec';
import { CliError } from '../../cli-error.js';
import type { Call } from '../command.js';
import { changeLine } from './change-line.js';
import { aboutAsync, FileTrouble, readSaveFile } from './save-files.js';

/** Exit codes as those of diff(1). */
const same = 0;
const different = 1;
const trouble = 2;

/** `bothy saves diff A B` */
export async function diffSaves({ given, terminal }: Call, a = '', b = ''): Promise<number> {
  try {
    if (a === '-' && b === '-') throw new CliError('standard input can be one of the two files, not both.', trouble);
    const before = await readSaveFile(a, terminal);
    const after = await readSaveFile(b, terminal);
    if (Buffer.compare(before.bytes, after.bytes) === 0) return same;
    let count = 0;
    // What is decoded on the way belongs to either of them.
    await aboutAsync(`${a}, ${b}`, async () => {
      for (const change of diff(before.save, after.save)) {
        count += 1;
        await terminal.write(changeLine(change, given.json));
      }
    });
    if (count === 0 && !given.json)
      terminal.out('all values are the same; the bytes differ in packing, sums or layout\n');
    return different;
  } catch (error) {
    throw error instanceof FileTrouble ? new CliError(error.message, trouble) : error;
  }
}
