import type { ArchiveFacts } from '../archive/facts.js';
import { sameBytes } from '../io/same-bytes.js';
import { NaNBits } from '../io/numbers.js';
import { MapValue } from '../properties/map-value.js';
import { Opaque } from '../properties/opaque.js';
import { PackedArray } from '../properties/packed-array.js';
import { PropertyList } from '../properties/property-list.js';
import { Property } from '../properties/property.js';
import type { PropertyType } from '../properties/property-type.js';
import { StructArray } from '../properties/struct-array.js';

/** Whether two properties stand in equal bytes, so that they need not be decoded. */
export function inSameBytes(a: Property, inA: ArchiveFacts, b: Property, inB: ArchiveFacts): boolean {
  if (a.byteLength === undefined || a.byteLength !== b.byteLength || inA.version.ue5 !== inB.version.ue5) return false;
  const before = spanOf(a, inA);
  const after = spanOf(b, inB);
  return before !== undefined && after !== undefined && sameBytes(before, after);
}

function spanOf(property: Property, archive: ArchiveFacts): Uint8Array | undefined {
  let span: Uint8Array | undefined;
  property.copyTo({
    archive,
    copy: (from, start, end) => {
      span = from.subarray(start, end);
    },
  });
  return span;
}

/** Whether two values are equal, the way they are stored included. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  if (a instanceof Uint8Array && b instanceof Uint8Array) return sameBytes(a, b);
  if (a instanceof NaNBits && b instanceof NaNBits) return a.bits === b.bits;
  if (a instanceof Opaque && b instanceof Opaque) return sameBytes(a.bytes, b.bytes);
  if (a instanceof PackedArray && b instanceof PackedArray)
    return a.element.id === b.element.id && sameBytes(a.bytes, b.bytes);
  if (a instanceof PropertyList && b instanceof PropertyList) return sameList(a.items, b.items);
  if (a instanceof Property && b instanceof Property)
    return sameTag(a, b) && a.codec.id === b.codec.id && sameValue(a.value, b.value);
  if (Array.isArray(a) && Array.isArray(b)) return sameList(a, b);
  return sameFields(a, b);
}

function sameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, i) => sameValue(value, b[i]));
}

function sameFields(a: object, b: object): boolean {
  const before = Object.entries(a);
  const after = new Map(Object.entries(b));
  return (
    before.length === after.size &&
    before.every(([name, value]) => after.has(name) && sameField(value, after.get(name)))
  );
}

/** Codecs are told apart by their names: there is one of each in every archive. */
function sameField(a: unknown, b: unknown): boolean {
  return isCodec(a) && isCodec(b) ? a.id === b.id : sameValue(a, b);
}

function isCodec(value: unknown): value is { readonly id: string } {
  return typeof value === 'object' && value !== null && 'id' in value && 'read' in value;
}

/** Whether two properties have the same tag, but for the size. */
export function sameTag(a: Property, b: Property): boolean {
  return (
    sameValue(a.name, b.name) &&
    sameType(a.type, b.type) &&
    a.index === b.index &&
    a.flags === b.flags &&
    (a.extras === b.extras || sameValue(definedOf(a.extras), definedOf(b.extras)))
  );
}

/** Types of two archives, the way their names are stored included. */
function sameType(a: PropertyType, b: PropertyType): boolean {
  if (a === b) return true;
  return (
    sameValue(a.name, b.name) &&
    a.params.length === b.params.length &&
    a.params.every((param, i) => sameType(param, b.params[i] as PropertyType))
  );
}

function definedOf(extras: object | undefined): object {
  return Object.fromEntries(Object.entries(extras ?? {}).filter(([, value]) => value !== undefined));
}

/** What a composite holds beside its parts. */
export function besideParts(value: unknown): unknown {
  if (value instanceof MapValue) return value.removed;
  if (value instanceof StructArray) return [value.name, value.struct, value.structGuid, value.guid];
  if (typeof value !== 'object' || value === null) return undefined;
  if ('removed' in value && 'items' in value) return value.removed;
  return 'tail' in value ? value.tail : undefined;
}
