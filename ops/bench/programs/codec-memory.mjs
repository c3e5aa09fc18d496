// Does one act on a save in this fresh process, and tells by how much its memory grew at the most, in MiB. What an act
// needs besides was made by another process: making it here would leave room behind that the act could use.
import { readFileSync, writeFileSync } from 'node:fs';
import { edit, fromJson, readSave, toJson, writeSave } from '../../../packages/ue4-codec/dist/index.js';
import { memoryMib, peakMemoryMib } from '../process-figures.mjs';
import { changeOf, decodedBytes, piecesOf } from './codec-acts.mjs';

const [file, name, needed] = process.argv.slice(2);
const acts = {
  'parse, all of it': (bytes) => readSave(bytes, { deep: true }),
  'parse, edit one value, write': (bytes) => writeSave(edit(readSave(bytes), JSON.parse(needed))),
  'parse, to JSON': (bytes) => {
    let length = 0;
    for (const chunk of toJson(readSave(bytes))) length += chunk.length;
    return length;
  },
  'from JSON': () => fromJson(piecesOf(needed)),
};
const making = {
  change: (bytes) => JSON.stringify(changeOf(readSave(bytes))),
  json: (bytes) => writeFileSync(needed, [...toJson(readSave(bytes))].join('')) ?? '',
  size: (bytes) => decodedBytes(bytes),
};

// No copy of what was read: its room, let go, would be there for the act.
const { buffer, byteOffset, byteLength } = readFileSync(file);
const bytes = new Uint8Array(buffer, byteOffset, byteLength);
if (name in making) console.log(JSON.stringify({ made: making[name](bytes) }));
else {
  globalThis.gc();
  // From here on the peak is counted anew. Source: proc(5), clear_refs.
  writeFileSync('/proc/self/clear_refs', '5');
  const before = memoryMib(process.pid);
  const kept = acts[name](bytes);
  const grown = peakMemoryMib(process.pid) - before;
  console.log(JSON.stringify({ grown, kept: typeof kept }));
}
