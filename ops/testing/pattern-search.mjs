import { formsOf, windowBytes } from './secret-forms.mjs';

const base = 0x01000193;
const filterBits = 22;

/**
 * Finds any of many texts in bytes of any length in one pass (Rabin and Karp: the hash of the last few bytes moves along,
 * and only where it is a known one the bytes are compared).
 */
export class PatternSearch {
  #byHash = new Map();
  #filter = new Uint8Array(2 ** filterBits);
  #longest = windowBytes;
  #leaving;

  /** @param secrets `{sort, secret}` */
  constructor(secrets) {
    this.secrets = secrets;
    let power = 1;
    for (let index = 1; index < windowBytes; index += 1) power = Math.imul(power, base);
    this.#leaving = Uint32Array.from({ length: 256 }, (_unused, byte) => Math.imul(byte, power));
    secrets.forEach(({ secret }, index) => formsOf(secret).forEach((form, at) => this.#add(form, index, at)));
  }

  /**
   * @param chunks an iterable, async or not, of buffers that follow each other.
   * @returns for each secret that was found, once: `{index, offset, before}`, the last being the text in front of it.
   */
  async find(chunks) {
    const found = new Map();
    let kept = Buffer.alloc(0);
    let offset = 0;
    for await (const chunk of chunks) {
      const bytes = kept.length === 0 ? chunk : Buffer.concat([kept, chunk]);
      this.#findIn(bytes, offset - kept.length, found);
      offset += chunk.length;
      kept = bytes.subarray(Math.max(0, bytes.length - this.#longest));
    }
    return [...found.values()];
  }

  #findIn(bytes, start, found) {
    let hash = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      if (at >= windowBytes) hash = (hash - this.#leaving[bytes[at - windowBytes]]) | 0;
      hash = (Math.imul(hash, base) + bytes[at]) | 0;
      if (at + 1 < windowBytes || this.#filter[hash >>> (32 - filterBits)] === 0) continue;
      for (const { index, form } of this.#byHash.get(hash) ?? [])
        this.#compare(bytes, at + 1, { index, form, start }, found);
    }
  }

  #compare(bytes, end, { index, form, start }, found) {
    if (found.has(index)) return;
    const pattern = Buffer.from(formsOf(this.secrets[index].secret)[form]);
    const from = end - pattern.length;
    if (from < 0 || pattern.compare(bytes, from, end) !== 0) return;
    const before = bytes.subarray(Math.max(0, from - 60), from).toString('latin1');
    found.set(index, { index, offset: start + from, before: before.replaceAll(/[^\x20-\x7e]+/g, '·') });
  }

  #add(form, index, at) {
    const bytes = Buffer.from(form);
    this.#longest = Math.max(this.#longest, bytes.length);
    let hash = 0;
    for (const byte of bytes.subarray(-windowBytes)) hash = (Math.imul(hash, base) + byte) | 0;
    this.#filter[hash >>> (32 - filterBits)] = 1;
    const others = this.#byHash.get(hash);
    if (others) others.push({ index, form: at });
    else this.#byHash.set(hash, [{ index, form: at }]);
  }
}
