import { EncodedString } from '../io/strings.js';
import type { Json } from '../json/json.js';
import { MapValue } from '../properties/map-value.js';
import { PackedArray } from '../properties/packed-array.js';
import { Property } from '../properties/property.js';
import type { PropertyType } from '../properties/property-type.js';
import { alignKeys, alignList, alignNames, type Alignment } from './align.js';
import { CodecNode } from './codec-node.js';
import { JsonNode } from './json-node.js';
import type { SaveNode } from './node.js';
import { besideParts, inSameBytes, sameTag, sameValue } from './same.js';
import { cut, shortValue } from './short-value.js';
import { hiddenIn, sameHidden, sameSpelling } from './spelling.js';

/** One difference between two saves. */
export interface Change {
  /** In the save after; for what is gone, in the save before. */
  readonly path: string;
  /** `type`: the tag or the way of storage differs, so the values are not compared. */
  readonly kind: 'changed' | 'added' | 'removed' | 'type';
  /** The value, or a text that tells how much of it there is. */
  readonly before?: Json;
  readonly after?: Json;
}

/** Longer arrays of numbers are one place, not one for each number. */
const mostNumbers = 4096;

type Task = Change | readonly [SaveNode, SaveNode];

/** What differs between two nodes and in all that they hold, in the order of the save after. */
export function* differences(before: SaveNode, after: SaveNode): Generator<Change, void, undefined> {
  const tasks: Task[] = [[before, after]];
  for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) {
    if (!isPair(task)) {
      yield task;
      continue;
    }
    const found = compare(...task);
    for (let i = found.length - 1; i >= 0; i -= 1) tasks.push(found[i] as Task);
  }
}

function isPair(task: Task): task is readonly [SaveNode, SaveNode] {
  return Array.isArray(task);
}

/** Whether two nodes hold the same; told without aligning their parts, so that nested lists are not aligned again and again. */
function sameNodes(a: SaveNode, b: SaveNode): boolean {
  if (a instanceof JsonNode && b instanceof JsonNode)
    return a.literal === b.literal && sameValue(a.value, b.value) && sameSpelling(a.spelling, b.spelling);
  if (!(a instanceof CodecNode) || !(b instanceof CodecNode)) return sameValue(a.value, b.value);
  if (sureSame(a, b)) return true;
  return tagsDiffer(a, b) === undefined && a.codec.id === b.codec.id && sameValue(a.value, b.value);
}

/** What differs between two nodes themselves, and the parts of them that are yet to be compared. */
function compare(a: SaveNode, b: SaveNode): readonly Task[] {
  if (a instanceof CodecNode && b instanceof CodecNode) {
    if (sureSame(a, b)) return [];
    const tags = tagsDiffer(a, b);
    if (tags !== undefined) return [tags];
    if (a.codec.id !== b.codec.id) return [changed(a, b)];
  } else if (a.kind !== b.kind) return [changed(a, b)];
  if (a.kind === 'value') return sameValue(a.value, b.value) || sameText(a, b) ? speltOtherwise(a, b) : [changed(a, b)];
  if (a.value instanceof PackedArray && b.value instanceof PackedArray) {
    if (sameValue(a.value, b.value)) return [];
    if (Math.max(a.count, b.count) > mostNumbers) return [changed(a, b)];
  }
  return [...ownDifference(a, b), ...ofParts(a, b)];
}

/** The same object, or equal bytes that need not be decoded to see it. */
function sureSame(a: CodecNode, b: CodecNode): boolean {
  if (a.source === b.source) return true;
  if (!(a.source instanceof Property) || !(b.source instanceof Property)) return Object.is(a.value, b.value);
  return inSameBytes(a.source, a.archive, b.source, b.archive);
}

function tagsDiffer(a: CodecNode, b: CodecNode): Change | undefined {
  if (a.source instanceof Property && b.source instanceof Property) {
    return sameTag(a.source, b.source)
      ? undefined
      : { path: b.path, kind: 'type', before: tagText(a.source), after: tagText(b.source) };
  }
  return a.type === b.type ? undefined : { path: b.path, kind: 'type', before: a.type, after: b.type };
}

/** A tag for people: its type, and what else it carries. */
function tagText({ name, type, index, flags, extras }: Property): string {
  const more = [
    name instanceof EncodedString ? `name as ${storageOf(name)}` : '',
    index === 0 ? '' : `index ${index}`,
    flags === 0 ? '' : `flags ${flags}`,
    ...Object.keys(extras ?? {}),
  ].filter((text) => text !== '');
  return more.length === 0 ? typeText(type) : `${typeText(type)} (${more.join(', ')})`;
}

/** A type, with the way its names are stored where that is not the engine's own. */
function typeText({ name, kind, params }: PropertyType): string {
  const own = name instanceof EncodedString ? `${kind} as ${storageOf(name)}` : kind;
  return params.length === 0 ? own : `${own}<${params.map(typeText).join(', ')}>`;
}

function storageOf({ encoding, terminated }: EncodedString): string {
  return terminated ? encoding : `${encoding} without an end`;
}

function changed(a: SaveNode, b: SaveNode): Change {
  return { path: b.path, kind: 'changed', before: shortValue(a), after: shortValue(b) };
}

/** What a composite holds beside its parts. */
function ownDifference(a: SaveNode, b: SaveNode): readonly Change[] {
  if (a instanceof JsonNode && b instanceof JsonNode) return [...embeddedOtherwise(a, b), ...hiddenOtherwise(a, b)];
  const inBinary = a instanceof CodecNode && b instanceof CodecNode;
  return !inBinary || sameValue(besideParts(a.value), besideParts(b.value)) ? [] : [changed(a, b)];
}

/** Whether values of JSON that are not the same are told alike, as 0 and -0 are. */
function sameText(a: SaveNode, b: SaveNode): boolean {
  return a instanceof JsonNode && b instanceof JsonNode && JSON.stringify(a.value) === JSON.stringify(b.value);
}

/** JSON may spell one value in several ways, and numbers that it has no room for are another value by their spelling. */
function speltOtherwise(a: SaveNode, b: SaveNode): readonly Change[] {
  if (!(a instanceof JsonNode) || !(b instanceof JsonNode) || sameSpelling(a.spelling, b.spelling)) return [];
  const text = ({ spelling, value }: JsonNode): string =>
    cut(typeof spelling === 'string' ? spelling : JSON.stringify(value));
  return [{ path: b.path, kind: 'changed', before: text(a), after: text(b) }];
}

/** The same JSON may stand in strings that are spelt in different ways. */
function embeddedOtherwise(a: JsonNode, b: JsonNode): readonly Change[] {
  if (a.literal === undefined || b.literal === undefined || a.literal === b.literal) return [];
  if (JSON.parse(a.literal) !== JSON.parse(b.literal)) return [];
  return [{ path: b.path, kind: 'changed', before: cut(a.literal), after: cut(b.literal) }];
}

/** Members that another of the same name hides. */
function hiddenOtherwise(a: JsonNode, b: JsonNode): readonly Change[] {
  if (sameHidden(a.spelling, b.spelling)) return [];
  const text = ({ spelling }: JsonNode): string => {
    const hidden = hiddenIn(spelling);
    return hidden.length === 0 ? 'each name once' : cut(`hidden by another of the name: ${hidden.join(', ')}`);
  };
  return [{ path: b.path, kind: 'changed', before: text(a), after: text(b) }];
}

function ofParts(a: SaveNode, b: SaveNode): readonly Task[] {
  const { pairs, removed, added, reordered } = align(a, b);
  const tasks: Task[] = removed.map((i) => gone(a.child(i)));
  if (reordered) tasks.push({ path: b.path, kind: 'changed', before: 'one order', after: 'another order' });
  const places: (readonly [number, Task])[] = [
    ...pairs.map(([i, j]) => [j, [a.child(i), b.child(j)] as const] as const),
    ...added.map((j) => [j, come(b.child(j))] as const),
  ];
  places.sort(([one], [other]) => one - other);
  return [...tasks, ...places.map(([, task]) => task)];
}

function gone(node: SaveNode): Change {
  return { path: node.path, kind: 'removed', before: shortValue(node) };
}

function come(node: SaveNode): Change {
  return { path: node.path, kind: 'added', after: shortValue(node) };
}

function align(a: SaveNode, b: SaveNode): Alignment {
  if (a.value instanceof MapValue && b.value instanceof MapValue) return alignKeys(a, b, sameNodes);
  if (a.kind === 'list') return alignList(a.count, b.count, (i, j) => sameNodes(a.child(i), b.child(j)));
  return alignNames(a, b);
}
