import {
  diff,
  edit,
  find,
  formatPath,
  jsonText,
  parsePath,
  SaveError,
  shortValue,
  type Change,
  type Json,
  type Save,
} from '@bothy/ue4-codec';
import { Counterparts } from './counterparts.js';
import type { ListedChange } from './protocol.js';

/** As many changes are listed. */
const mostListed = 1000;

/** The second copy of a prospect's `info`, which changes with it. */
const twin = 'ProspectInfo';

/** What differs between two states of a save, as far as it is listed. */
export interface Difference<C extends Change = Change> {
  readonly list: readonly C[];
  readonly more: boolean;
}

/** What differs between two states of a save. */
export function difference(before: Save, after: Save): Difference {
  const list: Change[] = [];
  for (const change of diff(before, after)) {
    if (list.length === mostListed) return { list, more: true };
    list.push(change);
  }
  return { list, more: false };
}

export function listChanges(before: Save, after: Save): Difference<ListedChange> {
  const found = difference(before, after);
  const inInfo = ({ path }: Change) => before.kind === 'icarus-prospect' && path.startsWith('info.');
  const undoable = undoableIn(found, before, after);
  const list = found.list.map((change) => ({
    ...change,
    places: inInfo(change) ? 2 : 1,
    undoable: undoable(change),
  }));
  return { list, more: found.more };
}

/** Which changes can be taken back by themselves. */
function undoableIn({ list, more }: Difference, before: Save, after: Save): (change: Change) => boolean {
  const places = new Counterparts(list);
  const around = new Set(list.flatMap(({ path }) => pathsAround(path)));
  return (change) => {
    const { path, kind } = change;
    if (kind === 'added') return true;
    if (kind === 'type' || path === '') return false;
    // Elsewhere elements may have come and gone that are not listed.
    if (more && path.includes('[')) return false;
    // Properties that were removed would come back in another place than they had.
    if (kind === 'removed') return path.endsWith(']') && keepsKeys(path, places.of(path, 'before'), before, after);
    // As a whole it would take back what changed in it too.
    if (around.has(path)) return false;
    const was = places.of(path, 'after');
    const node = find(before, was);
    return (
      node !== undefined &&
      JSON.stringify(shortValue(node)) === JSON.stringify(change.before) &&
      keepsKeys(was, path, before, after)
    );
  };
}

/** Entries of maps belong together by their keys, and those may have changed their order. */
function keepsKeys(before: string, after: string, saveBefore: Save, saveAfter: Save): boolean {
  const [was, is] = [parsePath(before), parsePath(after)];
  for (let at = 1; at < was.length; at += 1) {
    if (typeof was[at - 1] !== 'number' || was[at] !== 'value') continue;
    const keys = (
      [
        [was, saveBefore],
        [is, saveAfter],
      ] as const
    ).map(([steps, save]) => find(save, formatPath([...steps.slice(0, at), 'key'])));
    const [one, two] = keys.map((key) => (key === undefined ? undefined : jsonText(key)));
    if (one !== two) return false;
  }
  return true;
}

/** The places that are marked in the tree. */
export function editedPaths({ list }: Difference<ListedChange>): Set<string> {
  const paths = new Set<string>();
  for (const { path, kind, places } of list) {
    if (kind === 'removed') paths.add(aroundOf(path));
    else paths.add(path);
    if (places > 1) paths.add(twin + path.slice('info'.length));
  }
  return paths;
}

function aroundOf(path: string): string {
  return formatPath(parsePath(path).slice(0, -1));
}

/** All that a place is in, but for the root. */
function pathsAround(path: string): string[] {
  const steps = parsePath(path);
  return steps.slice(1).map((_, n) => formatPath(steps.slice(0, n + 1)));
}

/** The save with one of the `changes` taken back. */
export function takeBack(change: ListedChange, { list }: Difference, original: Save, now: Save): Save {
  const { path, kind, undoable } = change;
  if (!undoable) throw alone(path);
  if (kind === 'added') return edit(now, { path, op: 'remove' });
  const places = new Counterparts(list);
  const removed = kind === 'removed';
  const node = find(original, removed ? path : places.of(path, 'after'));
  if (node === undefined) throw alone(path);
  const value = JSON.parse(jsonText(node)) as Json;
  return removed
    ? edit(now, { path: places.of(path, 'before'), op: 'insert', value })
    : edit(now, { path, op: 'set', value });
}

function alone(path: string): SaveError {
  return new SaveError('bad-path', 'this cannot be taken back by itself: use Undo', undefined, path);
}
