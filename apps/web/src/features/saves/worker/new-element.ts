import { edit, find, SaveError, type Json, type Save } from '@bothy/ue4-codec';

const zeros = '0'.repeat(32);

/** Empty values of the types there are; the codec of a list takes those of its own type alone. */
const empty: readonly Json[] = [
  0,
  '',
  false,
  '0',
  zeros,
  [],
  { X: 0, Y: 0, Z: 0 },
  { X: 0, Y: 0 },
  { X: 0, Y: 0, Z: 0, W: 1 },
  { Pitch: 0, Yaw: 0, Roll: 0 },
  { R: 0, G: 0, B: 0, A: 0 },
  { B: 0, G: 0, R: 0, A: 0 },
];

/** The save with one more element in a list: a copy of the last, or an empty one of its type. */
export function withNewElement(save: Save, path: string): Save {
  const list = find(save, path);
  if (list?.kind !== 'list') throw new SaveError('bad-path', 'elements are added to lists', undefined, path);
  if (list.count > 0) return edit(save, { path: `${path}[${list.count - 1}]`, op: 'duplicate' });
  for (const value of candidates(list.type)) {
    const made = tried(save, `${path}[+]`, value);
    if (made !== undefined) return made;
  }
  throw new SaveError('bad-value', 'an empty list of this type does not tell what to put in', undefined, path);
}

function candidates(type: string): readonly Json[] {
  if (!type.startsWith('Map')) return empty;
  return empty.flatMap((key) => empty.map((value) => ({ key, value })));
}

/** Undefined where the codec does not take the value. */
function tried(save: Save, path: string, value: Json): Save | undefined {
  try {
    return edit(save, { path, op: 'insert', value });
  } catch (error) {
    if (error instanceof SaveError && error.code === 'bad-value') return undefined;
    throw error;
  }
}
