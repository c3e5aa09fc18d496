import type { ArchiveFacts } from '../archive/facts.js';
import type { MapHint, Registry } from '../registry.js';
import { untypedStructs } from '../structs/engine-structs.js';
import { byteArray } from './byte-array.js';
import type { Codec } from './codec.js';
import { map } from './maps.js';
import { utf8 } from './narrow-string.js';
import { optional } from './optional.js';
import { packedArray } from './packed-array.js';
import { PropertyListCodec } from './property-list-codec.js';
import type { PropertyType, TypeTable } from './property-type.js';
import type { PayloadCodecs } from './property.js';
import { delegate, fieldPath, lazyObjectCodecs, multicastDelegate, softObjectCodecs } from './references.js';
import { scalars } from './scalars.js';
import { sequence } from './sequence.js';
import { set } from './sets.js';
import { structArray } from './struct-array.js';
import { tagBool } from './tag-bool.js';
import { textCodecs } from './text.js';

const numbers = {
  Int8Property: scalars.int8,
  Int16Property: scalars.int16,
  IntProperty: scalars.int32,
  Int64Property: scalars.int64,
  UInt16Property: scalars.uint16,
  UInt32Property: scalars.uint32,
  UInt64Property: scalars.uint64,
  FloatProperty: scalars.float32,
  DoubleProperty: scalars.float64,
} as const;

const packed: ReadonlyMap<string, Codec> = new Map(
  Object.entries({ ...numbers, BoolProperty: scalars.bool8 }).map(([kind, codec]) => [kind, packedArray(codec)]),
);

const one = (codec: Codec): readonly Codec[] => Object.freeze([codec]);
const strings = one(scalars.string);
const narrow: readonly Codec[] = [utf8, scalars.string];

/** What is stored the same way wherever it stands. */
const simple: ReadonlyMap<string, readonly Codec[]> = new Map<string, readonly Codec[]>(
  Object.entries({
    ...Object.fromEntries(Object.entries(numbers).map(([kind, codec]) => [kind, one(codec)])),
    StrProperty: strings,
    NameProperty: strings,
    EnumProperty: strings,
    ObjectProperty: strings,
    ObjectPtrProperty: strings,
    ClassProperty: strings,
    ClassPtrProperty: strings,
    InterfaceProperty: strings,
    WeakObjectProperty: strings,
    AssetObjectProperty: strings,
    AssetClassProperty: strings,
    AnsiStrProperty: narrow,
    Utf8StrProperty: narrow,
    LazyObjectProperty: lazyObjectCodecs,
    DelegateProperty: one(delegate),
    MulticastDelegateProperty: one(multicastDelegate),
    MulticastInlineDelegateProperty: one(multicastDelegate),
    MulticastSparseDelegateProperty: one(multicastDelegate),
    FieldPathProperty: one(fieldPath),
    ByteProperty: [scalars.uint8, scalars.string],
  }),
);

/** Bytes of which more is known than could be made of them. */
const undecodedBytes: Codec = { ...byteArray, id: 'undecoded', opaque: true };

/** A map or set may be stored in this many ways before it is left opaque. */
const mostWays = 200;

/** Tells the codecs that may store a value of a type, in the archives of one version. */
export class CodecResolver implements PayloadCodecs {
  /** Lists of tagged properties: structs that have no layout of their own, and whole objects. */
  readonly lists: PropertyListCodec;
  private readonly payloads = new Map<PropertyType, readonly Codec[]>();
  private readonly hinted = new Map<string, Map<PropertyType, readonly Codec[]>>();
  private readonly structCodecs = new Map<string, readonly Codec[]>();
  private readonly soft: readonly Codec[];
  private readonly text: readonly Codec[];
  private readonly arrayOfStructs: readonly Codec[];

  constructor(
    private readonly facts: ArchiveFacts,
    private readonly registry: Registry,
    types: TypeTable,
  ) {
    this.lists = new PropertyListCodec(types, this, facts.completeTypes);
    this.soft = softObjectCodecs(facts);
    this.text = textCodecs(facts);
    this.arrayOfStructs = one(structArray((name) => this.struct(name)));
  }

  /** The codecs of a whole payload, the likeliest first; none where the type is not known. */
  payload(type: PropertyType, property: string): readonly Codec[] {
    if (type.params.length > 0 && this.registry.knows(property)) return this.known(type, property);
    let codecs = this.payloads.get(type);
    if (codecs === undefined) {
      codecs = this.work(type, undefined, undefined);
      this.payloads.set(type, codecs);
    }
    return codecs;
  }

  /** The same where something is known of properties of that name. */
  private known(type: PropertyType, property: string): readonly Codec[] {
    const own = cached(this.hinted, property, () => new Map<PropertyType, readonly Codec[]>());
    return cached(own, type, () => this.work(type, this.registry.hint(property), property));
  }

  private work(type: PropertyType, hint: MapHint | undefined, property: string | undefined): readonly Codec[] {
    switch (type.kind) {
      case 'BoolProperty':
        return one(tagBool);
      case 'ArrayProperty':
        return this.array(type.params[0], property);
      case 'SetProperty':
        return this.element(type.params[0], hint?.key).map((element) => set(element));
      case 'MapProperty':
        return this.maps(this.element(type.params[0], hint?.key), this.element(type.params[1], hint?.value));
      default:
        return this.element(type, undefined);
    }
  }

  private array(inner: PropertyType | undefined, property: string | undefined): readonly Codec[] {
    if (inner === undefined) return [];
    const numbers = packed.get(inner.kind);
    if (numbers !== undefined) return one(numbers);
    if (inner.kind === 'ByteProperty') return this.bytes(property);
    if (inner.kind === 'StructProperty' && !this.facts.completeTypes) return this.arrayOfStructs;
    return this.element(inner, undefined).map((element) => sequence(`array<${element.id}>`, element));
  }

  /** Bytes, or names of an enum; where something better is known of a property, plain bytes are not understood. */
  private bytes(property: string | undefined): readonly Codec[] {
    const known = property === undefined ? [] : this.registry.byteArrays(property, this.lists);
    return known.length > 0 ? [...known, undecodedBytes] : [byteArray, sequence('strings', scalars.string)];
  }

  private maps(keys: readonly Codec[], values: readonly Codec[]): readonly Codec[] {
    const pairs = keys.flatMap((key, k) =>
      values.map((value, v) => ({ key, value, rank: [Math.max(k, v), k + v] as const })),
    );
    // A pair is as unlikely as the unlikelier of the two.
    pairs.sort(({ rank: [a, b] }, { rank: [c, d] }) => a - c || b - d);
    return pairs.slice(0, mostWays).map(({ key, value }) => map(key, value));
  }

  /** The codecs of a value inside a container. */
  private element(type: PropertyType | undefined, hint: string | undefined): readonly Codec[] {
    if (type === undefined) return [];
    switch (type.kind) {
      case 'BoolProperty':
        return one(scalars.bool8);
      case 'TextProperty':
        return this.text;
      case 'SoftObjectProperty':
      case 'SoftClassProperty':
        return this.soft;
      case 'StructProperty':
        return type.params.length > 0 ? this.struct(type.param(0)) : this.untyped(hint);
      case 'OptionalProperty':
        return this.element(type.params[0], undefined).map((element) => optional(element));
      case 'ArrayProperty':
      case 'SetProperty':
      case 'MapProperty':
        return this.facts.completeTypes ? this.payload(type, '') : [];
      default:
        return simple.get(type.kind) ?? [];
    }
  }

  /** The codecs of a struct: those of its own layout, if it has any, and the tagged one. */
  private struct(name: string): readonly Codec[] {
    return cached(this.structCodecs, name, () => [...this.registry.structs(name, this.facts, this.lists), this.lists]);
  }

  /** The codecs of a struct that the save does not name. */
  private untyped(hint: string | undefined): readonly Codec[] {
    const guesses = [this.lists, ...untypedStructs(this.facts)];
    return hint === undefined ? guesses : [...new Set([...this.struct(hint), ...guesses])];
  }
}

function cached<K, V>(table: Map<K, V>, key: K, make: () => V): V {
  let value = table.get(key);
  if (value === undefined) {
    value = make();
    table.set(key, value);
  }
  return value;
}
