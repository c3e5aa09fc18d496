import { readFileSync, statSync } from 'node:fs';
import { defaultLimits, readSave, type Save, SaveError } from '@bothy/ue4-codec';
import { CliError } from '../../cli-error.js';
import type { Terminal } from '../../terminal.js';
import { printable } from './printable.js';

/** Something that went wrong with a file, for people; what the codec said is kept for programs. */
export class FileTrouble extends CliError {
  constructor(
    readonly file: string,
    readonly problem: string,
    readonly refusal?: SaveError,
  ) {
    super(`${printable(nameOf(file))}: ${printable(problem)}`);
  }
}

/** Runs `act`; what the codec or the disk refuses becomes a sentence about the file. */
export function about<T>(file: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw asTrouble(file, error);
  }
}

/** The same for what waits. */
export async function aboutAsync<T>(file: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw asTrouble(file, error);
  }
}

function asTrouble(file: string, error: unknown): unknown {
  if (error instanceof SaveError) return new FileTrouble(file, error.message, error);
  return isSystemError(error) ? new FileTrouble(file, reasonOf(error)) : error;
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && 'syscall' in error;
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EISDIR: 'it is a folder',
  EACCES: 'it may not be opened',
  EPERM: 'that is not allowed',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk takes no changes',
};

function reasonOf(error: NodeJS.ErrnoException): string {
  return reasons[error.code ?? ''] ?? error.message;
}

/** How a file is called in what we say. */
export const nameOf = (file: string): string => (file === '-' ? 'standard input' : file);

/** All bytes of a file; `-` is standard input. */
export async function readBytes(file: string, terminal: Terminal): Promise<Uint8Array> {
  return aboutAsync(file, async () => {
    if (file === '-') return plain(await terminal.readBytes());
    const { size } = statSync(file);
    if (size > defaultLimits.fileBytes) throw new FileTrouble(file, `it has ${size} bytes, more than are read`);
    return plain(readFileSync(file));
  });
}

/** A Buffer behaves otherwise in some ways. */
function plain({ buffer, byteOffset, byteLength }: Uint8Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

export async function readSaveFile(file: string, terminal: Terminal): Promise<{ bytes: Uint8Array; save: Save }> {
  const bytes = await readBytes(file, terminal);
  return { bytes, save: about(file, () => readSave(bytes)) };
}

/** Bytes that are decoded when the whole of a save is: unpacked, where they are packed. */
export function decodedBytes(save: Save, fileBytes: number): number {
  if (save.kind === 'palworld') return save.content.sizeBytes;
  return 'sizeBytes' in save ? save.sizeBytes : fileBytes;
}

/**
 * Does the same with each file, one after the other. What goes wrong with one is told, and the others follow.
 *
 * @returns the exit code: 1 where anything went wrong.
 */
export async function withEach(
  files: readonly string[],
  act: (file: string) => Promise<void>,
  tell: (trouble: FileTrouble) => void,
): Promise<number> {
  let failed = false;
  for (const file of files) {
    try {
      await aboutAsync(file, () => act(file));
    } catch (error) {
      if (!(error instanceof FileTrouble)) throw error;
      failed = true;
      tell(error);
    }
  }
  return failed ? 1 : 0;
}

/** Tells a trouble as people or programs are told it. */
export function tellTrouble(terminal: Terminal, json: boolean, { file, problem, refusal, message }: FileTrouble): void {
  if (!json) return terminal.err(`bothy: ${message}\n`);
  const { code = 'file', offset = null, path = '' } = refusal ?? {};
  terminal.out(`${JSON.stringify({ error: { file, problem, code, offset, path } })}\n`);
}
