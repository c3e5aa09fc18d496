import { EncodedString, textOf, type Str } from '../io/strings.js';

/** Levels of a type's parameters: the engine has far fewer. */
export const deepestType = 8;

/** What few tags carry. */
export interface TagExtras {
  /** 16 bytes; undefined where the tag has none. */
  readonly guid?: Uint8Array;
  /** 16 bytes of a struct's own guid (before 5.4), where they are not all zero. */
  readonly structGuid?: Uint8Array;
  /** How a property was overridden (from 5.4). */
  readonly extension?: TagExtension;
}

export interface TagExtension {
  readonly overridden?: {
    /** `EOverriddenPropertyOperation`: 0 to 4. */
    readonly operation: number;
    readonly experimental: boolean;
  };
  /** Whether the elements are stored as objects of their own. */
  readonly externalObjects?: boolean;
}

/** The part of a tag that stands before its size and value. */
export interface Tag {
  readonly name: Str;
  readonly type: PropertyType;
  /** Which element of a static array this is. */
  readonly index: number;
  /** Flags of the tag that are kept (from 5.4): 8 native serialisation, 0x20 skipped. */
  readonly flags: number;
  readonly extras: TagExtras | undefined;
}

/** A tag with a name and a type and nothing else: one object serves all the properties that it fits. */
export class PlainTag implements Tag {
  readonly index = 0;
  readonly flags = 0;
  readonly extras = undefined;
  /** What stands before the size and what stands behind it, once it was written. */
  stored: { readonly head: Uint8Array; readonly rest: Uint8Array } | undefined = undefined;

  constructor(
    readonly name: Str,
    readonly type: PropertyType,
  ) {}
}

/**
 * The type of a property as its tag tells it: a name and its parameters, `MapProperty<NameProperty, StructProperty<…>>`.
 * There is one object a type in an archive, so that types are compared by identity.
 */
export class PropertyType {
  /** Tags of this type that carry a plain name and nothing else, by that name. */
  private readonly tags = new Map<string, PlainTag>();

  constructor(
    readonly name: Str,
    readonly params: readonly PropertyType[],
  ) {}

  /** The name as text: `StructProperty`. */
  get kind(): string {
    return typeof this.name === 'string' ? this.name : this.name.text;
  }

  /** The plain tag of a property of this type that has that name: the same object for the same name. */
  tag(name: Str): PlainTag {
    if (typeof name !== 'string') return new PlainTag(name, this);
    let tag = this.tags.get(name);
    if (tag === undefined) {
      tag = new PlainTag(name, this);
      this.tags.set(name, tag);
    }
    return tag;
  }

  /** The text of a parameter's name, '' where there is none: the struct, the enum, the inner type. */
  param(index: number): string {
    const found = this.params[index];
    return found === undefined ? '' : found.kind;
  }

  /** For people: `ArrayProperty<IntProperty>`. */
  toString(): string {
    return this.params.length === 0 ? this.kind : `${this.kind}<${this.params.join(', ')}>`;
  }
}

const none: readonly PropertyType[] = Object.freeze([]);

/** The types of an archive, each once. */
export class TypeTable {
  private readonly simple = new Map<string, PropertyType>();
  private readonly pairs = new Map<string, Map<string, PropertyType>>();
  private readonly compound = new Map<string, PropertyType>();

  /** The type of that name with those parameters. */
  of(name: Str, params: readonly PropertyType[] = none): PropertyType {
    const simple = params.length === 0 && typeof name === 'string';
    const table = simple ? this.simple : this.compound;
    const key = simple ? name : keyOf(name, params);
    let type = table.get(key);
    if (type === undefined) {
      type = new PropertyType(name, params);
      table.set(key, type);
    }
    return type;
  }

  /** The type with one parameter that has none itself: what most tags before 5.4 tell. */
  with(name: string, param: Str): PropertyType {
    if (typeof param !== 'string') return this.of(name, [this.of(param)]);
    const known = this.pairs.get(name)?.get(param);
    if (known !== undefined) return known;
    const type = this.of(name, [this.of(param)]);
    this.pairs.set(name, (this.pairs.get(name) ?? new Map<string, PropertyType>()).set(param, type));
    return type;
  }
}

/** Tells types apart whatever their names hold: each name is told with its length and its encoding. */
function keyOf(name: Str, params: readonly PropertyType[]): string {
  const text = textOf(name);
  const stored = name instanceof EncodedString ? `${name.encoding}${String(name.terminated)}` : '';
  return `${text.length}:${stored}:${text}<${params.map((param) => keyOf(param.name, param.params)).join(',')}>`;
}
