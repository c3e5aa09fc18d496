import { SaveError } from '../errors.js';
import type { Json } from './json.js';
import { parseNumber } from './parse-number.js';
import { StringParser } from './parse-string.js';
import { TextSource } from './text-source.js';
import { TextTable } from './text-table.js';

/** How much of JSON is believed. */
export interface JsonLimits {
  /** Levels of objects and arrays inside each other. */
  readonly depth: number;
}

export const defaultJsonLimits: JsonLimits = { depth: 512 };

interface JsonObject {
  [key: string]: Json;
}

/** An object or array that is open. */
interface Open {
  /** The object, or undefined for an array. */
  readonly object: JsonObject | undefined;
  /** The key whose value is being read. */
  key: string;
  /** Where the items of the array begin among those of all open arrays. */
  readonly first: number;
}

const comma = 0x2c;
const closeArray = 0x5d;
const closeObject = 0x7d;

/** Shared by all empty objects: an object of its own would take over 20 times the two characters it stands for. */
const empty: JsonObject = Object.freeze({});

/**
 * Parses JSON (RFC 8259, nothing more) from text in chunks that may be cut anywhere. The text is never joined, so it may
 * be longer than the longest string; nesting costs no stack. Unpaired surrogates and -0 are kept, a key named
 * `__proto__` is a key as any other, and an object that has a key twice is refused. The offset of an error counts characters.
 */
export function parseJson(chunks: Iterable<string>, limits: JsonLimits = defaultJsonLimits): Json {
  const source = new TextSource(chunks);
  try {
    return new JsonParser(source, limits).parse();
  } finally {
    source.close();
  }
}

const lastIndex = 4_294_967_294;

/**
 * Sets a key that may be an index. An engine would keep `{"999":0}` as a list of a thousand slots: another index, so far
 * away that a list is out of the question, makes it keep pairs.
 */
function setSparse(object: JsonObject, key: string, value: Json): void {
  if (Object.hasOwn(object, lastIndex)) {
    object[key] = value;
    return;
  }
  object[lastIndex] = null;
  object[key] = value;
  if (key !== String(lastIndex)) delete object[lastIndex];
}

class JsonParser {
  private readonly strings: StringParser;
  private readonly open: Open[] = [];
  /** Items of all open arrays: an array is made once its length is known, so it takes no more than it needs. */
  private readonly items: Json[] = [];

  constructor(
    private readonly source: TextSource,
    private readonly limits: JsonLimits,
  ) {
    this.strings = new StringParser(source, new TextTable());
  }

  parse(): Json {
    for (;;) {
      const began = this.value();
      if (began === undefined) continue;
      let value: Json = began;
      for (;;) {
        const top = this.open.at(-1);
        if (top === undefined) return this.last(value);
        if (top.object === undefined) this.items.push(value);
        else this.set(top.object, top.key, value);
        if (this.another(top)) break;
        value = this.close(top);
      }
    }
  }

  /** The value that begins here, or undefined where it is a composite that was opened. */
  private value(): Json | undefined {
    const { source } = this;
    const code = source.token();
    switch (code) {
      case 0x22:
        return this.strings.read();
      case 0x7b:
        return this.openObject();
      case 0x5b:
        return this.openArray();
      case 0x74:
        return this.word('true', true);
      case 0x66:
        return this.word('false', false);
      case 0x6e:
        return this.word('null', null);
      case -1:
        throw this.error('the JSON ends where a value should be');
      default:
        if (code === 0x2d || (code >= 0x30 && code <= 0x39)) return parseNumber(source);
        throw this.error('a value should be here');
    }
  }

  private openObject(): Json | undefined {
    const { source } = this;
    this.checkDepth();
    source.at += 1;
    if (source.token() === closeObject) {
      source.at += 1;
      return empty;
    }
    const open: Open = { object: {}, key: '', first: 0 };
    this.key(open);
    this.open.push(open);
    return undefined;
  }

  private openArray(): Json | undefined {
    const { source } = this;
    this.checkDepth();
    source.at += 1;
    if (source.token() === closeArray) {
      source.at += 1;
      return [];
    }
    this.open.push({ object: undefined, key: '', first: this.items.length });
    return undefined;
  }

  private checkDepth(): void {
    if (this.open.length < this.limits.depth) return;
    throw new SaveError('limit', `the JSON is nested deeper than ${this.limits.depth} levels`, this.source.offset);
  }

  /** Reads the key and the colon before a value. */
  private key(open: Open): void {
    const { source } = this;
    if (source.token() !== 0x22) throw this.error('a key in quotes should be here');
    const at = source.offset;
    open.key = this.strings.read();
    // What is inherited is found here as well, so only a hit needs the exact question.
    if (open.object?.[open.key] !== undefined && Object.hasOwn(open.object, open.key)) {
      throw new SaveError('malformed', `an object has the key ${JSON.stringify(open.key.slice(0, 100))} twice`, at);
    }
    if (source.token() !== 0x3a) throw this.error('a colon should be here');
    source.at += 1;
  }

  private set(object: JsonObject, key: string, value: Json): void {
    const first = key.charCodeAt(0);
    if (first >= 0x30 && first <= 0x39) setSparse(object, key, value);
    else if (key !== '__proto__') object[key] = value;
    else Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  }

  /** After a value: whether another one follows in the same composite; its key is read then. */
  private another(open: Open): boolean {
    const { source } = this;
    const code = source.token();
    if (code === comma) {
      source.at += 1;
      if (open.object !== undefined) this.key(open);
      return true;
    }
    if (code === (open.object === undefined ? closeArray : closeObject)) {
      source.at += 1;
      return false;
    }
    if (code === -1) throw this.error(`the JSON ends inside an ${open.object === undefined ? 'array' : 'object'}`);
    throw this.error(`a comma or ${open.object === undefined ? ']' : '}'} should be here`);
  }

  private close(open: Open): Json {
    this.open.pop();
    if (open.object !== undefined) return open.object;
    const { items } = this;
    const made = items.slice(open.first);
    items.length = open.first;
    return made;
  }

  private word<T extends Json>(word: string, value: T): T {
    const { source } = this;
    const began = source.offset;
    for (let i = 0; i < word.length; i += 1) {
      if (source.peek() !== word.charCodeAt(i)) throw new SaveError('malformed', `${word} should be here`, began);
      source.at += 1;
    }
    return value;
  }

  /** The outermost value: nothing but white space may follow. */
  private last(value: Json): Json {
    if (this.source.token() !== -1) throw this.error('the JSON goes on after its end');
    return value;
  }

  private error(problem: string): SaveError {
    return new SaveError('malformed', problem, this.source.offset);
  }
}
