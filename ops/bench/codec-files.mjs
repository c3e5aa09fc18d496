import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { root } from './server.mjs';

/** Real saves, which are not part of the project. */
export const corpus = process.env.BOTHY_CORPUS ?? join(root, '../shared/corpus');

/**
 * What is measured: a whole prospect, the stream inside it alone, a large save of UE 5.4 and a small one. The stream has
 * no head of its own; it gets one here, so that all that reads saves can read it.
 */
export function codecFiles(folder) {
  const prospect = join(corpus, 'icarus/prospect.json');
  const stream = join(folder, 'stream.sav');
  const all = [
    ['prospect, its stream', stream],
    ['prospect, the file', prospect],
    ['UE 5.4, large', join(corpus, 'abiotic/WorldSave_Facility_MFWest.sav')],
    ['UE 4.27, small', join(corpus, 'gvas/Slot1.sav')],
  ];
  if (existsSync(prospect)) writeFileSync(stream, Buffer.concat([head(), streamOf(prospect), Buffer.alloc(4)]));
  return all.filter(([, file]) => existsSync(file)).map(([name, file]) => ({ name, file }));
}

function streamOf(prospect) {
  const { BinaryBlob } = JSON.parse(readFileSync(prospect, 'utf8')).ProspectBlob;
  return inflateSync(Buffer.from(BinaryBlob, 'base64'));
}

/** The head of a save of UE 4.27 with no custom versions: `GVAS`, versions, engine, branch, class. */
function head() {
  return Buffer.concat([
    Buffer.from('GVAS'),
    u32(2),
    u32(522),
    u16(4),
    u16(27),
    u16(2),
    u32(0),
    text('bench'),
    u32(3),
    u32(0),
    text('/Script/Bench.Bench'),
  ]);
}

function u32(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u16(value) {
  return u32(value).subarray(0, 2);
}

/** A string as the engine stores it: its length with the NUL, and the bytes. */
function text(value) {
  return Buffer.concat([u32(value.length + 1), Buffer.from(`${value}\0`)]);
}
