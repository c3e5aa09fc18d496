import { fromJson, opaqueBytes, readSave, type Save, SaveError, toJson, writeSave } from '@bothy/ue4-codec';
import type { Call } from '../command.js';
import { countOf, printable } from './printable.js';
import { decodedBytes, FileTrouble, nameOf, readBytes, tellTrouble, withEach } from './save-files.js';

/** Each way from a file to the same file. */
const ways: readonly (readonly [name: string, write: (save: Save) => Uint8Array])[] = [
  ['written back', (save) => writeSave(save)],
  ['written anew', (save) => writeSave(save, { anew: true })],
  ['through JSON and back', (save) => writeSave(fromJson(toJson(save)))],
];

/** `bothy saves verify FILE…` */
export function verifySaves({ given, terminal }: Call, ...files: string[]): Promise<number> {
  const tellOne = async (file: string): Promise<void> => {
    const bytes = await readBytes(file, terminal);
    const facts = verify(file, bytes);
    terminal.out(given.json ? `${JSON.stringify({ verified: { file, ...facts } })}\n` : text(file, facts));
  };
  return withEach(files, tellOne, (trouble) => tellTrouble(terminal, given.json, trouble));
}

type Facts = ReturnType<typeof verify>;

/** @throws FileTrouble where any way gives other bytes. */
function verify(file: string, bytes: Uint8Array) {
  const began = performance.now();
  const save = readSave(bytes, { deep: true });
  check(file, 'written anew', bytes, () => writeSave(save, { anew: true }));
  const seconds = (performance.now() - began) / 1000;
  for (const [name, write] of ways) check(file, name, bytes, () => write(readSave(bytes)));
  const unpackedBytes = decodedBytes(save, bytes.length);
  return {
    kind: save.kind,
    sizeBytes: bytes.length,
    unpackedBytes,
    opaqueBytes: opaqueBytes(save),
    /** Of unpacked bytes, read whole and written anew. */
    megabytesPerSecond: unpackedBytes / 1e6 / seconds,
  };
}

function check(file: string, way: string, wanted: Uint8Array, write: () => Uint8Array): void {
  let written: Uint8Array;
  try {
    written = write();
  } catch (error) {
    throw error instanceof SaveError ? new FileTrouble(file, `${way}: ${error.message}`, error) : error;
  }
  const at = firstDifference(written, wanted);
  if (at < 0) return;
  const lengths = `${countOf(written.length)} bytes where ${countOf(wanted.length)} were read`;
  throw new FileTrouble(file, `${way} it is another file, from byte ${at} on (${lengths})`);
}

/** Where two files differ first, or -1. */
function firstDifference(a: Uint8Array, b: Uint8Array): number {
  if (Buffer.compare(a, b) === 0) return -1;
  const shorter = Math.min(a.length, b.length);
  let at = 0;
  while (at < shorter && a[at] === b[at]) at += 1;
  return at;
}

function text(
  file: string,
  { kind, sizeBytes, unpackedBytes, opaqueBytes: opaque, megabytesPerSecond }: Facts,
): string {
  const unpacked = unpackedBytes === sizeBytes ? '' : ` (${countOf(unpackedBytes)} unpacked)`;
  const size = `${countOf(sizeBytes)} bytes${unpacked}`;
  return `ok  ${printable(nameOf(file))}  ${kind}, ${size}, ${countOf(opaque)} opaque, ${megabytesPerSecond.toFixed(1)} MB/s\n`;
}
