import { maxBlockPayloadBytes } from '@bothy/contracts/runner';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stripEscapeBytes } from './escape-bytes.js';
import { stripEscapes } from './log-lines.js';
import { TextSearch } from './text-search.js';

const pieces = [
  ...['\u001b', '\u001b[', '\u001b]', '\u001b\\', '\u001b[1;31m', '\u001b[0m', '\u001b(B', '\u001b[?25 h', '\u0007'],
  ...[
    '\n',
    '\r\n',
    ' ',
    '/',
    '0',
    '?',
    ';',
    '@',
    '[',
    ']',
    '\\',
    '~',
    '\u007f',
    '\u0000',
    'a',
    'B',
    'k',
    'K',
    'I',
    'i',
  ],
  ...['\u212a', '\u0130', '\u00c4', '\u00e4', '\u03a3', '\u2500', '\ufeff', '😀'],
];
const piece = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...pieces).map((text) => Buffer.from(text)) },
  // Also what is no UTF-8: bytes alone, and characters broken off.
  { weight: 2, arbitrary: fc.constantFrom(0xe2, 0x84, 0xaa, 0xc4, 0xb0, 0xff).map((byte) => Buffer.from([byte])) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 4 }).map((bytes) => Buffer.from(bytes)) },
);
const anyBytes = fc.array(piece, { maxLength: 30 }).map((all) => Buffer.concat(all));
const runs = { numRuns: 5_000 };

describe('stripping bytes', () => {
  it('leaves what stripping text leaves', () => {
    const property = fc.property(anyBytes, (bytes) => {
      const stripped = stripEscapeBytes(bytes, Buffer.alloc(bytes.length)).toString('latin1');
      expect(stripped).toBe(stripEscapes(bytes.toString('latin1')));
    });
    fc.assert(property, runs);
  });

  it('agrees on every escape with up to four bytes of any kind behind it', () => {
    const kinds = ['\u001b', '[', ']', '\\', '\u0007', '\n', ' ', '/', '0', '?', '@', '~', '\u007f', '\u00e4'];
    const differing: string[] = [];
    let texts = ['\u001b'];
    for (let length = 1; length <= 4; length++) {
      texts = texts.flatMap((text) => kinds.map((kind) => text + kind));
      for (const text of texts) {
        const bytes = Buffer.from(text, 'latin1');
        const stripped = stripEscapeBytes(bytes, Buffer.alloc(bytes.length)).toString('latin1');
        if (stripped !== stripEscapes(text)) differing.push(text);
      }
    }
    expect(differing).toEqual([]);
  });

  it('copies nothing when there is no escape', () => {
    const bytes = Buffer.from('plain [31m');
    expect(stripEscapeBytes(bytes, Buffer.alloc(0))).toBe(bytes);
  });
});

describe('a search', () => {
  it('finds in bytes what it finds in their text', () => {
    const wanted = fc.oneof(
      fc.array(fc.constantFrom('a', 'b', 'K', 'i', 'I', '0', ' ', '[', '\n', '\u001b'), { minLength: 1, maxLength: 3 }),
      fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 3 }),
    );
    const property = fc.property(anyBytes, wanted, (bytes, characters) => {
      const search = new TextSearch(characters.join(''));
      expect(search.isInBytes(bytes)).toBe(search.isIn(bytes.toString('utf8')));
    });
    fc.assert(property, runs);
  });

  it.each([
    ['error', '\u001b[31mErr\u001b[0mOR\n', true],
    ['31m', '\u001b[31mred\u001b[0m\n', false],
    ['okay', 'O\u212aAY\n', true],
    ['i', '\u0130\n', true],
    ['\u212a', 'K\n', true],
    ['ÄRGER', '\u001b[1mär\u001b[0mger\n', true],
    ['\u00e4', '\u00e5\n', false],
  ])('for %j in %j: %s', (search, text, isIn) => {
    expect(new TextSearch(search).isInBytes(Buffer.from(text))).toBe(isIn);
  });

  it('keeps nothing of the text before, and copes with one longer than any block', () => {
    const search = new TextSearch('needle');
    const long = Buffer.from(`\u001b[1m${'x'.repeat(maxBlockPayloadBytes)}needle`);
    expect([long, Buffer.from('\u001b[0mnee'), Buffer.from('needle')].map((bytes) => search.isInBytes(bytes))).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('knows all characters whose lower case holds some of ASCII', () => {
    const found: string[] = [];
    for (let code = 0x80; code <= 0x10_ffff; code++) {
      const character = String.fromCodePoint(code);
      // eslint-disable-next-line no-control-regex -- all of ASCII
      if (/[\u0000-\u007f]/.test(character.toLowerCase())) found.push(character);
    }
    expect(found).toEqual(['\u0130', '\u212a']);
  });
});
