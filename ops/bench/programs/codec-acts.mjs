// What is done to a save in the bench of the codec, each as a function that does it once.
import { closeSync, openSync, readSync } from 'node:fs';
import { edit, fromJson, readSave, toJson, walk, writeSave } from '../../../packages/ue4-codec/dist/index.js';

/** Bytes that are decoded: unpacked, where they are packed. */
export function decodedBytes(bytes) {
  const save = readSave(bytes);
  return save.kind === 'palworld' ? save.content.sizeBytes : (save.sizeBytes ?? bytes.length);
}

/** The acts on a save; what an act needs besides is made before it is timed. */
export const acts = {
  'parse, all of it': (bytes) => () => readSave(bytes, { deep: true }),
  'write, every value anew': (bytes) => {
    const save = readSave(bytes, { deep: true });
    return () => writeSave(save, { anew: true });
  },
  'write, untouched': (bytes) => {
    const save = readSave(bytes, { deep: true });
    return () => writeSave(save);
  },
  'parse, edit one value, write': (bytes) => {
    const change = changeOf(readSave(bytes));
    return () => writeSave(edit(readSave(bytes), change));
  },
  'to JSON': (bytes) => {
    const save = readSave(bytes, { deep: true });
    return () => {
      let length = 0;
      for (const chunk of toJson(save)) length += chunk.length;
      return length;
    };
  },
  'from JSON': (bytes) => {
    const chunks = [...toJson(readSave(bytes))];
    return () => fromJson(chunks);
  },
};

/** Another value for a whole number in the middle of the save. */
export function changeOf(save) {
  const places = [...walk(save)].filter(({ type }) => type === 'IntProperty');
  const place = places[Math.floor(places.length / 2)];
  if (place === undefined) throw new Error('there is no IntProperty to change');
  return { op: 'set', path: place.path, value: place.value === 1 ? 2 : 1 };
}

/** A text in pieces, none of which is kept. */
export function* piecesOf(file) {
  const decoder = new TextDecoder();
  const piece = new Uint8Array(256 * 1024);
  const descriptor = openSync(file);
  try {
    for (let length = readSync(descriptor, piece); length > 0; length = readSync(descriptor, piece)) {
      yield decoder.decode(piece.subarray(0, length), { stream: true });
    }
  } finally {
    closeSync(descriptor);
  }
}
