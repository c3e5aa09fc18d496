import { closeSync, openSync, readSync } from 'node:fs';
import { fromJson, SaveError, toJson, writeSave } from '@bothy/ue4-codec';
import type { Call } from '../command.js';
import { about, aboutAsync, readBytes, readSaveFile } from './save-files.js';
import { writeResult } from './write-result.js';

const chunkBytes = 256 * 1024;

/** `bothy saves json FILE`, and `--back` for the save of a JSON. */
export async function saveToJson({ given, terminal }: Call, file = ''): Promise<number> {
  if (given.back) {
    const texts = file === '-' ? pieces(await readBytes(file, terminal)) : piecesOf(file);
    const bytes = about(file, () => writeSave(fromJson(decoded(texts))));
    await writeResult(given.out ?? '-', [bytes], terminal);
    return 0;
  }
  const { save } = await readSaveFile(file, terminal);
  await aboutAsync(file, () => writeResult(given.out ?? '-', toJson(save), terminal));
  return 0;
}

/** Pieces of a file, none of which is kept. */
function* piecesOf(file: string): Generator<Uint8Array> {
  const descriptor = openSync(file, 'r');
  try {
    const piece = new Uint8Array(chunkBytes);
    for (let length = readSync(descriptor, piece); length > 0; length = readSync(descriptor, piece)) {
      yield piece.subarray(0, length);
    }
  } finally {
    closeSync(descriptor);
  }
}

function* pieces(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
}

/** UTF-8, whose letters may be cut in two by the pieces. */
function* decoded(from: Iterable<Uint8Array>): Generator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for (const piece of from) yield decoder.decode(piece, { stream: true });
    yield decoder.decode();
  } catch (error) {
    throw error instanceof TypeError ? new SaveError('malformed', 'this is no text in UTF-8') : error;
  }
}
