import { SaveError } from '../errors.js';
import type { TextSource } from './text-source.js';
import type { TextTable } from './text-table.js';

/** The longest string that V8 can hold. */
const longest = 2 ** 29 - 24;
const buffered = 4096;
/** Runs from this length on are taken over as a whole, not unit by unit. */
const longRun = 64;

/** The units that stand behind a backslash and those they stand for. */
const escapes = new Uint8Array(128);
for (const [code, unit] of ['""', '\\\\', '//', 'b\b', 'f\f', 'n\n', 'r\r', 't\t']) {
  escapes[(code as string).charCodeAt(0)] = (unit as string).charCodeAt(0);
}

/** Reads JSON strings from text in chunks. */
export class StringParser {
  private readonly units: number[] = Array.from({ length: buffered }, () => 0);
  private used = 0;
  private built = '';

  constructor(
    private readonly source: TextSource,
    private readonly table: TextTable,
  ) {}

  /** The string whose opening quote is the current unit. */
  read(): string {
    const { source } = this;
    const { text } = source;
    const from = source.at + 1;
    let hash = 0;
    for (let at = from; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === 0x22) {
        source.at = at + 1;
        return this.table.slice(text, from, at, hash);
      }
      if (code === 0x5c || code < 0x20) break;
      hash = (Math.imul(hash, 31) + code) | 0;
    }
    source.at = from;
    return this.pieces();
  }

  /** A string with escapes in it or in several chunks. */
  private pieces(): string {
    const { source } = this;
    for (;;) {
      const code = source.peek();
      if (code === 0x22) break;
      if (code === 0x5c) this.escape();
      else if (code >= 0x20) this.run();
      else if (code === -1) throw new SaveError('malformed', 'the JSON ends inside a string', source.offset);
      else throw new SaveError('malformed', 'a control character stands bare in a string', source.offset);
    }
    source.at += 1;
    this.flush();
    const { built } = this;
    this.built = '';
    return built;
  }

  /** Takes over all up to the next escape, quote or end of the chunk. */
  private run(): void {
    const { source } = this;
    const { text, at } = source;
    let end = at + 1;
    for (; end < text.length; end += 1) {
      const code = text.charCodeAt(end);
      if (code === 0x22 || code === 0x5c || code < 0x20) break;
    }
    source.at = end;
    if (end - at >= longRun) {
      this.flush();
      this.append(text.slice(at, end));
      return;
    }
    for (let i = at; i < end; i += 1) this.unit(text.charCodeAt(i));
  }

  private escape(): void {
    const { source } = this;
    source.at += 1;
    const code = source.peek();
    if (code === 0x75) {
      source.at += 1;
      this.unit(this.hex() * 0x1000 + this.hex() * 0x100 + this.hex() * 0x10 + this.hex());
      return;
    }
    const unit = escapes[code] ?? 0;
    if (unit === 0) throw new SaveError('malformed', 'an escape that JSON does not have', source.offset);
    source.at += 1;
    this.unit(unit);
  }

  private hex(): number {
    const code = this.source.peek();
    let digit = -1;
    if (code >= 0x30 && code <= 0x39) digit = code - 0x30;
    else if (code >= 0x41 && code <= 0x46) digit = code - 0x37;
    else if (code >= 0x61 && code <= 0x66) digit = code - 0x57;
    if (digit === -1) throw new SaveError('malformed', 'four hex digits must follow \\u', this.source.offset);
    this.source.at += 1;
    return digit;
  }

  private unit(code: number): void {
    if (this.used === buffered) this.flush();
    this.units[this.used] = code;
    this.used += 1;
  }

  private flush(): void {
    if (this.used === 0) return;
    const units = this.used === buffered ? this.units : this.units.slice(0, this.used);
    this.used = 0;
    this.append(String.fromCharCode.apply(undefined, units));
  }

  private append(piece: string): void {
    if (this.built.length + piece.length > longest) {
      throw new SaveError('limit', `a string over ${longest} characters`, this.source.offset);
    }
    this.built += piece;
  }
}
