import type { ArchiveFacts } from '../archive/facts.js';
import { SaveWriter, type SaveReader } from '../archive/save-stream.js';
import { SaveError } from '../errors.js';
import { tooDeep } from '../limits.js';
import { EncodedString, textOf, type Str } from '../io/strings.js';
import type { JsonFrame, JsonOut } from '../json/json-out.js';
import type { Json } from '../json/json.js';
import type { Codec, ParseContext, Parts, PropertyHolder } from './codec.js';
import { Property, type PayloadCodecs, type Source } from './property.js';
import { emitProperty, endMark, parseProperty } from './property-json.js';
import { PropertyList } from './property-list.js';
import { propertyListParts } from './property-list-parts.js';
import { PlainTag, type PropertyType, type Tag, type TagExtras, type TypeTable } from './property-type.js';
import { tagBool } from './tag-bool.js';
import { readFlaggedPart, readTypeName, writeFlaggedPart, writeTypeName } from './tag-new.js';
import {
  readOldExtras,
  readOldType,
  readStructGuid,
  writeOldExtras,
  writeOldType,
  writeStructGuid,
} from './tag-old.js';

/** "None" with its length and NUL. */
const endMarkBytes = 9;

/** Lists of tagged properties, as they are stored in the archives of one version. */
export class PropertyListCodec implements Codec<PropertyList> {
  readonly id = 'properties';
  readonly minSize = endMarkBytes;
  readonly parts: Parts<PropertyList>;
  private readonly pile: Property[] = [];

  constructor(
    private readonly types: TypeTable,
    private readonly codecs: PayloadCodecs,
    private readonly completeTypes: boolean,
  ) {
    this.parts = propertyListParts(types, codecs);
  }

  /** Reads tags up to the end mark; payloads are passed over by the size their tags tell. */
  read(reader: SaveReader): PropertyList {
    const start = reader.at;
    reader.enter();
    const source: Source = { reader, codecs: this.codecs, depth: reader.depth };
    // One pile for the lists that are open, so that each gets an array of just its length.
    const { pile } = this;
    const bottom = pile.length;
    try {
      for (;;) {
        const at = reader.at;
        const name = reader.str();
        if (name === endMark) break;
        pile.push(this.property(reader, source, name, at));
      }
      reader.leave();
      return PropertyList.read(pile.slice(bottom), { reader, start, end: reader.at });
    } finally {
      pile.length = bottom;
    }
  }

  private property(reader: SaveReader, source: Source, name: Str, at: number): Property {
    try {
      if (name instanceof EncodedString && (name.text === '' || name.text === endMark)) {
        throw new SaveError('malformed', 'the name of a property is stored as the engine does not', at);
      }
      return this.completeTypes
        ? this.newProperty(reader, source, name, at)
        : this.oldProperty(reader, source, name, at);
    } catch (error) {
      throw error instanceof SaveError ? error.within(textOf(name)) : error;
    }
  }

  private oldProperty(reader: SaveReader, source: Source, name: Str, start: number): Property {
    const kind = reader.plain('the type of a property');
    if (kind === '') throw new SaveError('malformed', 'a property has no type', start);
    const size = reader.i32();
    const index = reader.i32();
    if (kind === 'BoolProperty') return this.oldBool(reader, source, name, start, size, index);
    let type: PropertyType;
    let structGuid: Uint8Array | undefined;
    if (kind === 'StructProperty') {
      type = this.types.with(kind, reader.str());
      structGuid = readStructGuid(reader);
    } else type = readOldType(reader, this.types, kind);
    const extras = readOldExtras(reader, structGuid);
    const payload = reader.skip(size);
    return Property.read(tagOf(type, name, index, 0, extras), source, start, payload, payload + size);
  }

  private oldBool(reader: SaveReader, source: Source, name: Str, start: number, size: number, index: number): Property {
    noPayload(size, start);
    const value = tagBool.fromByte(reader.u8());
    const extras = readOldExtras(reader, undefined);
    const { at } = reader;
    const tag = tagOf(this.types.of('BoolProperty'), name, index, 0, extras);
    return Property.read(tag, source, start, at, at).holding(tagBool, value);
  }

  private newProperty(reader: SaveReader, source: Source, name: Str, start: number): Property {
    const type = readTypeName(reader, this.types);
    const size = reader.i32();
    const isBool = type.kind === 'BoolProperty';
    const { index, flags, extras, boolTrue } = readFlaggedPart(reader, isBool);
    const payload = reader.skip(size);
    const read = Property.read(tagOf(type, name, index, flags, extras), source, start, payload, payload + size);
    if (!isBool) return read;
    noPayload(size, start);
    return read.holding(tagBool, boolTrue);
  }

  write(writer: SaveWriter, list: PropertyList): void {
    if (!writer.anew && list.copyTo(writer)) return;
    for (const property of list.items) this.writeProperty(writer, property);
    writer.str(endMark);
  }

  private writeProperty(writer: SaveWriter, property: Property): void {
    if (!writer.anew && property.copyTo(writer)) return;
    const { codec, value, tag } = property;
    const size =
      codec !== tagBool && tag instanceof PlainTag ? this.writePlainTag(writer, tag) : this.writeTag(writer, property);
    const began = writer.at;
    codec.write(writer, value);
    writer.patch(size, writer.at - began);
  }

  /** Writes a tag that occurs often: its bytes are worked out once. Tells where the size belongs. */
  private writePlainTag(writer: SaveWriter, tag: PlainTag): number {
    const { head, rest } = (tag.stored ??= this.stored(tag, writer.archive));
    writer.copy(head, 0, head.length);
    const size = writer.open();
    writer.copy(rest, 0, rest.length);
    return size;
  }

  private stored(tag: PlainTag, archive: ArchiveFacts): NonNullable<PlainTag['stored']> {
    const writer = new SaveWriter(archive);
    this.writeHead(writer, tag);
    const { at } = writer;
    this.writeRest(writer, tag);
    return { head: writer.done().slice(0, at), rest: writer.done().slice(at) };
  }

  private writeTag(writer: SaveWriter, property: Property): number {
    this.writeHead(writer, property);
    const size = writer.open();
    this.writeRest(writer, property, property.codec === tagBool ? (property.value as boolean | number) : undefined);
    return size;
  }

  /** What stands before the size of a tag. */
  private writeHead(writer: SaveWriter, { name, type }: Tag): void {
    writer.str(name);
    if (this.completeTypes) writeTypeName(writer, type);
    else writer.str(type.name);
  }

  /** What stands behind the size of a tag; a bool has its value there. */
  private writeRest(writer: SaveWriter, tag: Tag, bool?: boolean | number): void {
    if (this.completeTypes) {
      writeFlaggedPart(writer, tag, bool === true);
      return;
    }
    writer.i32(tag.index);
    if (bool === undefined) writeOldType(writer, tag.type);
    else writer.u8(tagBool.toByte(bool));
    if (tag.type.name === 'StructProperty') writeStructGuid(writer, tag.extras?.structGuid);
    writeOldExtras(writer, tag);
  }

  emit(list: PropertyList, out: JsonOut): void {
    if (list.length === 0) out.raw('[]');
    else out.enter(new ListFrame(list, this.codecs));
  }

  parse(json: Json, context: ParseContext): PropertyList {
    if (!Array.isArray(json)) throw new SaveError('bad-value', 'a list of properties is wanted');
    const depth = (context.depth ?? 0) + 1;
    if (depth > context.archive.limits.depth) throw tooDeep(context.archive.limits);
    const { types, codecs } = this;
    return PropertyList.of(json.map((item, at) => parseProperty(item, { ...context, depth, types, codecs, at })));
  }

  eachList(list: PropertyList, visit: (list: PropertyHolder) => void): void {
    visit(list);
  }
}

/** The tag of a property; most carry a name and nothing else and are shared. */
function tagOf(type: PropertyType, name: Str, index: number, flags: number, extras: TagExtras | undefined): Tag {
  const plain = index === 0 && flags === 0 && extras === undefined;
  return plain ? type.tag(name) : { name, type, index, flags, extras };
}

function noPayload(size: number, at: number): void {
  if (size !== 0) throw new SaveError('malformed', `a bool is followed by ${size} bytes`, at);
}

class ListFrame implements JsonFrame {
  private index = 0;

  constructor(
    private readonly list: PropertyList,
    private readonly codecs: PayloadCodecs,
  ) {}

  next(out: JsonOut): boolean {
    const { index, list } = this;
    const property = list.items[index];
    if (index > 0) out.raw('}');
    if (property === undefined) {
      out.raw(']');
      return false;
    }
    out.raw(index === 0 ? '[{' : ',{');
    this.index += 1;
    emitProperty(property, this.codecs, out);
    return true;
  }
}
