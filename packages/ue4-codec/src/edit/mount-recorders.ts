import type { JsonDocument } from '../icarus/json-document.js';
import { readRecorder, savedMounts } from '../icarus/mounts-save.js';
import type { MountRecorder, MountsSave } from '../save.js';
import { insertionIndex, type JsonAct, type JsonStep } from './json-edit.js';

type Recorders = MountsSave['recorders'];
type Decode = (index: number) => MountRecorder | undefined;

/** The decoded streams of the pets after an edit of the JSON around them: moved with their pets, or decoded anew. */
export function recordersAfter(
  save: MountsSave,
  document: JsonDocument,
  steps: readonly JsonStep[],
  act: JsonAct,
): Recorders {
  const { recorders } = save;
  const [list, index, member, data] = steps;
  if (list !== savedMounts) return recorders;
  const decode: Decode = (at) => readRecorder(document, at, save.archive);
  if (typeof index !== 'number')
    return Array.from({ length: document.length([savedMounts]) ?? 0 }, (_, at) => decode(at));
  if (steps.length === 2) return ofElement(recorders, index, act, decode);
  const inStream = member === 'RecorderBlob' && (data === undefined || data === 'BinaryData');
  return inStream ? recorders.with(index, decode(index)) : recorders;
}

function ofElement(recorders: Recorders, index: number, { op }: JsonAct, decode: Decode): Recorders {
  switch (op) {
    case 'set':
      return recorders.with(index, decode(index));
    case 'insert': {
      const at = insertionIndex(index, recorders.length);
      return recorders.toSpliced(at, 0, decode(at));
    }
    case 'remove':
      return recorders.toSpliced(index, 1);
    case 'duplicate':
      return recorders.toSpliced(index + 1, 0, recorders[index]);
  }
}
