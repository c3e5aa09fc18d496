import { SaveError } from '../errors.js';
import { EncodedString } from '../io/strings.js';
import type { Json } from '../json/json.js';
import type { Parts } from '../properties/codec.js';
import { PropertyList } from '../properties/property-list.js';
import { Property } from '../properties/property.js';
import { CodecNode, listIn } from './codec-node.js';
import { checkLists } from './edit-limits.js';
import { insertionIndex } from './json-edit.js';
import { Nth, type Step } from './path.js';
import { sameValue } from './same.js';
import { checkStorable } from './storable.js';

/** A change of the outermost value of a binary part: all values around the place that was edited, anew. */
export interface Rebuilt {
  /** The outermost node. */
  readonly top: CodecNode;
  /** What it holds now. */
  readonly value: unknown;
}

/** Another value at a place, whose tag stays; undefined where it has that value. */
export function setValue(node: CodecNode, json: Json): Rebuilt | undefined {
  const old = node.value;
  // The same text keeps the way it is stored.
  if (old instanceof EncodedString && old.text === json) return undefined;
  const value: unknown = node.codec.parse(json, { archive: node.archive });
  if (sameValue(old, value)) return undefined;
  checkLists(node.parent, node.archive, node.codec, value);
  checkValue(node, value);
  return rebuild(node, value);
}

/** Takes a part out. */
export function removePart(node: CodecNode): Rebuilt {
  const { container, parts } = around(node);
  if (parts.remove === undefined) throw fixed(container);
  return rebuild(container, parts.remove(container.value, node.index));
}

/** Puts a copy of a part behind it. */
export function duplicatePart(node: CodecNode): Rebuilt {
  const { container, parts } = around(node);
  if (parts.duplicate === undefined) throw fixed(container);
  return rebuild(container, parts.duplicate(container.value, node.index));
}

/** Puts a part in, before the one that `step` tells, or a property of that name. */
export function insertPart(container: CodecNode, step: Step, json: Json): Rebuilt {
  const { parts } = container.codec;
  if (parts === undefined) throw new SaveError('bad-path', `${container.type} has no parts`);
  if (parts.insert === undefined) throw fixed(container);
  const context = { archive: container.archive };
  if (parts.kind === 'record') {
    const { name, index } = newProperty(container, step);
    return rebuild(
      container,
      checked(container, parts, parts.insert(container.value, index, json, context, name), index),
    );
  }
  if (typeof step !== 'number') throw new SaveError('bad-path', 'elements have a number: [3], or [+] for the end');
  const index = insertionIndex(step, container.count);
  return rebuild(container, checked(container, parts, parts.insert(container.value, index, json, context), index));
}

/** A value with a new part that is not nested too deeply. */
function checked(container: CodecNode, parts: Parts<unknown>, value: unknown, index: number): unknown {
  const { codec, value: part } = parts.at(value, index);
  checkLists(container, container.archive, codec, part);
  const property = listIn(value)?.items[index];
  if (property === undefined) checkStorable(codec, part, container.archive);
  else checkStorable(container.archive.list, PropertyList.of([property]), container.archive);
  return value;
}

/** A property is tried with its tag, which may hold the value. */
function checkValue({ source, codec, archive }: CodecNode, value: unknown): void {
  if (source instanceof Property) checkStorable(archive.list, PropertyList.of([source.withValue(value)]), archive);
  else checkStorable(codec, value, archive);
}

/** A new property goes behind those of its name, and a new name behind all. */
function newProperty(container: CodecNode, step: Step): { name: string; index: number } {
  if (typeof step === 'number') throw new SaveError('bad-path', 'a property has a name, not a number');
  const name = step instanceof Nth ? step.name : step;
  const nth = step instanceof Nth ? step.nth : 0;
  let index = container.count;
  let same = 0;
  for (let i = 0; i < container.count; i += 1) {
    if (container.nameAt(i) !== name) continue;
    same += 1;
    index = i + 1;
  }
  if (same > nth) throw new SaveError('bad-path', `there is a ${JSON.stringify(name)} already`);
  if (same < nth)
    throw new SaveError('bad-path', `there are ${same} of ${JSON.stringify(name)}: the next one is #${same}`);
  if (nth > 0 && listIn(container.value) === undefined)
    throw new SaveError('bad-path', 'the fields of a struct have different names');
  return { name, index };
}

function around(node: CodecNode): { container: CodecNode; parts: Parts<unknown> } {
  const container = node.parent;
  const parts = container instanceof CodecNode ? container.codec.parts : undefined;
  if (!(container instanceof CodecNode) || parts === undefined)
    throw new SaveError('bad-path', 'the whole binary part cannot be taken out');
  return { container, parts };
}

function fixed(container: CodecNode): SaveError {
  return new SaveError('bad-path', `the parts of ${container.type} are fixed`);
}

/** All values around a node, with another one in its place. */
function rebuild(node: CodecNode, value: unknown): Rebuilt {
  let top = node;
  let own = value;
  for (let { parent } = top; parent instanceof CodecNode; { parent } = top) {
    const { parts } = parent.codec;
    if (parts === undefined) throw new TypeError('a part of a value without parts');
    own = parts.replace(parent.value, top.index, own);
    top = parent;
  }
  return { top, value: own };
}
