import type { Json } from '../json/json.js';
import type { SaveKind } from '../save.js';
import { infoStep } from './aliases.js';
import type { Change } from './differences.js';

/** The second copy of a prospect's `info`, in its binary part. */
const twin = 'ProspectInfo';

/**
 * Tells of each change of a prospect, in order, whether it merely follows one of `info`: the same place of the binary
 * copy, changed to the same value.
 */
export function twinFilter(kind: SaveKind): (change: Change) => boolean {
  if (kind !== 'icarus-prospect') return () => false;
  const known = new Map<string, Change>();
  return (change) => {
    const own = inside(change.path, infoStep);
    if (own !== undefined) known.set(own, change);
    const copy = inside(change.path, twin);
    const first = copy === undefined ? undefined : known.get(copy);
    return first !== undefined && first.kind === change.kind && agree(first.after, change.after);
  };
}

/** The path from `name` on; undefined elsewhere. */
function inside(path: string, name: string): string | undefined {
  const rest = path.startsWith(name) ? path.slice(name.length) : '';
  return rest.startsWith('.') || rest.startsWith('[') ? rest.toLowerCase() : undefined;
}

/** Whether values of the JSON and of the binary copy mean the same; composites are told in different ways. */
function agree(info: Json | undefined, copy: Json | undefined): boolean {
  if (isComposite(info) || isComposite(copy)) return true;
  return bare(info) === bare(copy);
}

function isComposite(value: Json | undefined): boolean {
  return typeof value === 'object' && value !== null;
}

/** `EDifficulty::Hard` is `Hard` in JSON. */
function bare(value: Json | undefined): string {
  const text = String(value);
  return text.slice(text.lastIndexOf(':') + 1);
}
