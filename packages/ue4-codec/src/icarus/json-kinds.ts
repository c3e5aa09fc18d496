import type { SaveKind } from '../save.js';
import { containerAt, endOfString, endOfValue, skipSpace } from './json-scan.js';

interface Shape {
  readonly kind: SaveKind;
  /** Names that the root must have. */
  readonly all: readonly string[];
  /** Names of which the root must have one. */
  readonly some?: readonly string[];
}

const shapes: readonly Shape[] = [
  { kind: 'icarus-prospect', all: ['ProspectInfo', 'ProspectBlob'] },
  { kind: 'icarus-mounts', all: ['SavedMounts'] },
  { kind: 'icarus-characters', all: ['Characters.json'] },
  { kind: 'icarus-profile', all: ['UserID'], some: ['MetaResources', 'UnlockedFlags', 'Talents', 'NextChrSlot'] },
  { kind: 'icarus-meta-inventory', all: ['InventoryID', 'Items'] },
  { kind: 'icarus-loadouts', all: ['Loadouts'] },
  { kind: 'icarus-accolades', all: ['CompletedAccolades'] },
  { kind: 'icarus-bestiary', all: ['BestiaryTracking'] },
];

const associated = /^AssociatedProspects_Slot_\d+\.json$/u;
/** Names of the root that are looked at. */
const mostNames = 64;

/** Tells a file of JSON by the names in its root; undefined where they are none of the known. Text may be broken. */
export function jsonKind(text: string): SaveKind | undefined {
  const names = new Set<string>();
  for (const name of rootNames(text)) {
    names.add(name);
    if (associated.test(name)) return 'icarus-associated-prospects';
    const shape = shapes.find(
      ({ all, some }) => all.every((one) => names.has(one)) && (some?.some((one) => names.has(one)) ?? true),
    );
    if (shape !== undefined) return shape.kind;
    if (names.size >= mostNames) return undefined;
  }
  return undefined;
}

/** The names in the root object, as far as the text can be followed. */
function* rootNames(text: string): Generator<string> {
  let at = skipSpace(text, 0);
  if (containerAt(text, at) !== 'object') return;
  at = skipSpace(text, at + 1);
  while (text.charAt(at) === '"') {
    const end = endOfString(text, at);
    yield text.slice(at + 1, end - 1);
    at = skipSpace(text, end);
    if (text.charAt(at) !== ':') return;
    at = skipSpace(text, endOfValue(text, skipSpace(text, at + 1)));
    if (text.charAt(at) !== ',') return;
    at = skipSpace(text, at + 1);
  }
}
