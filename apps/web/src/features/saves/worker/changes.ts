import {
  diff,
  edit,
  find,
  formatPath,
  jsonText,
  parsePath,
  SaveError,
  type Change,
  type Json,
  type Save,
} from '@bothy/ue4-codec';
import type { Changes, ListedChange, Preview } from './protocol.js';

/** As many changes are listed. */
const mostListed = 1000;

/** The second copy of a prospect's `info`, which changes with it. */
const twin = 'ProspectInfo';

/** What differs between two states of a save. */
export function difference(before: Save, after: Save): Preview {
  const list: Change[] = [];
  for (const change of diff(before, after)) {
    if (list.length === mostListed) return { list, more: true };
    list.push(change);
  }
  return { list, more: false };
}

export function listChanges(before: Save, after: Save): Changes {
  const { list, more } = difference(before, after);
  return { list: list.map((change) => listed(change, before)), more };
}

function listed(change: Change, { kind }: Save): ListedChange {
  const inInfo = kind === 'icarus-prospect' && change.path.startsWith('info.');
  return { ...change, places: inInfo ? 2 : 1, undoable: isUndoable(change) };
}

/** Properties that were removed would come back in another place than they had. */
function isUndoable({ path, kind }: Change): boolean {
  if (kind === 'removed') return path.endsWith(']');
  return kind !== 'type' && path !== '';
}

/** The places that are marked in the tree. */
export function editedPaths({ list }: Changes): Set<string> {
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

/** The save with one change taken back. */
export function takeBack({ path, kind }: Change, original: Save, now: Save): Save {
  if (kind === 'added') return edit(now, { path, op: 'remove' });
  const before = find(original, path);
  if (before === undefined) throw new SaveError('bad-path', 'this cannot be taken back by itself: use Undo');
  return edit(now, { path, op: kind === 'removed' ? 'insert' : 'set', value: JSON.parse(jsonText(before)) as Json });
}
