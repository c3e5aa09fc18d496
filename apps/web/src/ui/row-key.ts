import { toRaw } from 'vue';

const keys = new WeakMap<object, number>();
let last = 0;

/** A key for a row that has no id of its own: the same for as long as the row is there, wherever it moves. */
export function rowKey(row: object): number {
  const raw = toRaw(row);
  const known = keys.get(raw);
  if (known !== undefined) return known;
  keys.set(raw, (last += 1));
  return last;
}
