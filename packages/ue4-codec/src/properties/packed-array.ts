import type { SaveReader, SaveWriter } from '../archive/save-stream.js';
import { SaveError, within } from '../errors.js';
import { ByteReader } from '../io/byte-reader.js';
import { ByteWriter } from '../io/byte-writer.js';
import type { Float } from '../io/numbers.js';
import type { JsonOut } from '../json/json-out.js';
import type { Json } from '../json/json.js';
import type { Codec, ParseContext, Parts } from './codec.js';
import { bool8 } from './scalars.js';
import { listIndex } from './sequence.js';
import { parseList } from './value-json.js';

type PackedNumber = Float | bigint | boolean;

const noBytes = new Uint8Array(0);

/** A codec of numbers that all take the same bytes. */
interface NumberCodec extends Pick<Codec<PackedNumber>, 'id' | 'minSize' | 'emit' | 'parse'> {
  readonly fixedSize: number;
  read(reader: ByteReader): PackedNumber;
  write(writer: ByteWriter, value: PackedNumber): void;
}

/** Many numbers of one kind, kept as their bytes: an element is decoded when it is asked for. */
export class PackedArray {
  private reader: ByteReader | undefined;

  constructor(
    readonly element: NumberCodec,
    /** Little-endian, as they stand in the file; not to be written to. */
    readonly bytes: Uint8Array,
  ) {}

  get length(): number {
    return this.bytes.length / this.element.fixedSize;
  }

  /** The element at an index from 0; throws outside. */
  at(index: number): PackedNumber {
    if (!Number.isInteger(index) || index < 0 || index >= this.length)
      throw new SaveError('bad-path', `there is no element ${index} of ${this.length}`);
    this.reader ??= new ByteReader(this.bytes);
    this.reader.at = index * this.element.fixedSize;
    return this.element.read(this.reader);
  }

  *[Symbol.iterator](): Generator<PackedNumber, void, undefined> {
    for (let i = 0; i < this.length; i += 1) yield this.at(i);
  }
}

/** `TArray` of numbers: i32 n, then the numbers. */
export function packedArray(element: NumberCodec): Codec<PackedArray> {
  return Object.freeze({
    id: `packed<${element.id}>`,
    minSize: 4,
    read(reader: SaveReader) {
      const count = reader.count(element.fixedSize);
      if (count === 0) return new PackedArray(element, noBytes);
      const { at } = reader;
      // Not every byte is a bool: those are looked at now, where numbers can wait.
      if (element === bool8) for (let i = 0; i < count; i += 1) element.read(reader);
      reader.at = at;
      return new PackedArray(element, reader.take(count * element.fixedSize));
    },
    write(writer: SaveWriter, value: PackedArray) {
      writer.i32(value.length);
      writer.raw(value.bytes);
    },
    emit: emitNumbers,
    parse(json: Json, context: ParseContext) {
      const list = parseList(json, 'an array');
      const writer = new ByteWriter(list.length * element.fixedSize);
      for (let i = 0; i < list.length; i += 1) {
        const value = within(`[${i}]`, () => element.parse(list[i] as Json, context));
        element.write(writer, value);
      }
      return new PackedArray(element, writer.done());
    },
    parts: packedParts(element),
  });
}

/** Elements that are put out before a chunk may be taken. */
const atOnce = 1024;

function emitNumbers(value: PackedArray, out: JsonOut): void {
  let next = 0;
  out.raw('[');
  out.enter({
    next(out) {
      const end = Math.min(value.length, next + atOnce);
      for (; next < end; next += 1) {
        if (next > 0) out.raw(',');
        value.element.emit(value.at(next), out);
      }
      if (next < value.length) return true;
      out.raw(']');
      return false;
    },
  });
}

function packedParts(element: NumberCodec): Parts<PackedArray> {
  const size = element.fixedSize;
  const encode = (value: unknown): Uint8Array => {
    const writer = new ByteWriter(size);
    element.write(writer, value as PackedNumber);
    return writer.done();
  };
  const splice = (array: PackedArray, index: number, removed: number, added: Uint8Array): PackedArray => {
    const bytes = new Uint8Array(array.bytes.length - removed * size + added.length);
    bytes.set(array.bytes.subarray(0, index * size));
    bytes.set(added, index * size);
    bytes.set(array.bytes.subarray((index + removed) * size), index * size + added.length);
    return new PackedArray(element, bytes);
  };
  return {
    kind: 'list',
    count: (array) => array.length,
    at: (array, index) => ({ step: index, type: element.id, codec: element, value: array.at(index) }),
    indexOf: (array, step) => listIndex(step, array.length),
    replace: (array, index, value) => splice(array, index, 1, encode(value)),
    insert: (array, index, json, context) => splice(array, index, 0, encode(element.parse(json, context))),
    remove: (array, index) => splice(array, index, 1, new Uint8Array(0)),
    duplicate: (array, index) => splice(array, index + 1, 0, encode(array.at(index))),
  };
}
