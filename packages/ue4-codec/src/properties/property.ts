import { patienceFor, type SaveReader } from '../archive/save-stream.js';
import { SaveError } from '../errors.js';
import { textOf, type Str } from '../io/strings.js';
import type { Codec } from './codec.js';
import { Opaque, opaqueCodec } from './opaque.js';
import type { PropertyType, Tag, TagExtras } from './property-type.js';

/** Tells the codecs that may store a payload. */
export interface PayloadCodecs {
  payload(type: PropertyType, property: string): readonly Codec[];
}

/** What the properties of one list were read from. */
export interface Source {
  readonly reader: SaveReader;
  readonly codecs: PayloadCodecs;
  /** Levels of properties around the list. */
  readonly depth: number;
}

/** A property: a tag and its value, which is decoded when it is first asked for. Never changed. */
export class Property implements Tag {
  private decoded: Codec | undefined = undefined;
  private content: unknown = undefined;

  private constructor(
    /** Shared by the properties that it fits: there are far fewer tags than properties. */
    readonly tag: Tag,
    private readonly source: Source | undefined,
    /** Where the tag begins, where the payload does, and where it ends. */
    private readonly start: number,
    private readonly payload: number,
    private readonly end: number,
  ) {}

  /** @internal A property that stands in an input: its tag from `start`, its value from `payload` to `end`. */
  static read(tag: Tag, source: Source, start: number, payload: number, end: number): Property {
    return new Property(tag, source, start, payload, end);
  }

  /** A property that was made, not read. */
  static of({ name, type, index, flags, extras }: Tag, codec: Codec, value: unknown): Property {
    return new Property({ name, type, index, flags, extras }, undefined, 0, 0, 0).holding(codec, value);
  }

  get name(): Str {
    return this.tag.name;
  }

  get type(): PropertyType {
    return this.tag.type;
  }

  get index(): number {
    return this.tag.index;
  }

  get flags(): number {
    return this.tag.flags;
  }

  get extras(): TagExtras | undefined {
    return this.tag.extras;
  }

  /** @internal The value where it stands in the tag. */
  holding(codec: Codec, value: unknown): this {
    this.decoded = codec;
    this.content = value;
    return this;
  }

  /** The name as text. */
  get label(): string {
    return textOf(this.tag.name);
  }

  get codec(): Codec {
    if (this.decoded === undefined) this.decode();
    return this.decoded as Codec;
  }

  get value(): unknown {
    if (this.decoded === undefined) this.decode();
    return this.content;
  }

  /** Why the value stayed opaque; undefined where it did not. */
  get problem(): string | undefined {
    return this.value instanceof Opaque ? this.value.reason : undefined;
  }

  /** Where the tag stands in what was read, undefined for a property that was made. */
  get offset(): number | undefined {
    return this.source === undefined ? undefined : this.start;
  }

  /** Bytes of the tag and the value in what was read; undefined for a property that was made. */
  get byteLength(): number | undefined {
    return this.source === undefined ? undefined : this.end - this.start;
  }

  /** The same tag with another value. */
  withValue(value: unknown, codec: Codec = this.codec): Property {
    return Property.of(this, codec, value);
  }

  /** Copies the bytes it was read from to `into`; false where it was made, or read from another archive. */
  copyTo(into: { readonly archive: unknown; copy(from: Uint8Array, start: number, end: number): void }): boolean {
    const reader = this.source?.reader;
    if (reader === undefined || reader.archive !== into.archive) return false;
    into.copy(reader.bytes, this.start, this.end);
    return true;
  }

  private decode(): void {
    if (this.source === undefined) throw new TypeError('a made property has its value');
    const { reader, codecs } = this.source;
    const { at, end, depth, patience } = reader;
    reader.patience = patienceFor(this.end - this.payload);
    try {
      this.decodeAs(reader, codecs.payload(this.type, this.label));
    } finally {
      reader.at = at;
      reader.end = end;
      reader.depth = depth;
      reader.patience = patience;
    }
  }

  private decodeAs(reader: SaveReader, candidates: readonly Codec[]): void {
    if (candidates.length < 2) {
      this.tryAll(reader, candidates);
      return;
    }
    // Failed guesses are not shown to anybody: their stacks, where an engine records them, would cost more than they do.
    const { stackTraceLimit } = Error as { stackTraceLimit?: number };
    try {
      (Error as { stackTraceLimit?: number }).stackTraceLimit = 0;
      this.tryAll(reader, candidates);
    } finally {
      (Error as { stackTraceLimit?: number | undefined }).stackTraceLimit = stackTraceLimit;
    }
  }

  private tryAll(reader: SaveReader, candidates: readonly Codec[]): void {
    let reason: string | undefined;
    for (const codec of candidates) {
      this.rewind(reader);
      if (codec.fits?.(reader) === false) continue;
      try {
        const value = codec.read(reader);
        if (reader.at === this.end) {
          this.holding(codec, value);
          return;
        }
        reason ??= `${this.end - reader.at} bytes follow the value at byte ${reader.at}`;
      } catch (error) {
        if (!(error instanceof SaveError)) throw error;
        if (error.code === 'limit') throw error.within(this.label);
        reason ??= error.message;
      }
      if (!reader.guessed(reader.at - this.payload)) break;
    }
    this.rewind(reader);
    this.holding(opaqueCodec, new Opaque(reader.rest(), reason ?? `${this.type.toString()} is not known`));
  }

  private rewind(reader: SaveReader): void {
    reader.at = this.payload;
    reader.end = this.end;
    reader.depth = this.source?.depth ?? 0;
  }
}
