import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Masker } from './masker.js';
import { PatternTable } from './pattern-table.js';

interface Case {
  patterns: { text: string; name: number }[];
  text: string;
}
const names = ['ONE', 'TWO', 'THREE'];

/** Looks for every pattern at every place, and knows nothing of chunks, windows or tables. */
function plainlyMasked({ patterns, text }: Case): string {
  const owners = Array.from(text, () => new Set<number>());
  const joinsNext = Array.from(text, () => false);
  for (const pattern of patterns) {
    for (let at = text.indexOf(pattern.text); at >= 0; at = text.indexOf(pattern.text, at + 1)) {
      for (let inner = 0; inner < pattern.text.length; inner++) owners[at + inner]?.add(pattern.name);
    }
  }
  // Masked bytes beside each other belong together: between two secrets that touch there is nothing to show.
  owners.forEach((here, at) => (joinsNext[at] = here.size > 0 && (owners[at + 1]?.size ?? 0) > 0));
  let masked = '';
  let run = new Set<number>();
  for (let at = 0; at < text.length; at++) {
    const here = owners[at] ?? new Set();
    if (here.size === 0) masked += text[at];
    for (const name of here) run.add(name);
    if (here.size === 0 || joinsNext[at] === true) continue;
    masked += `[masked: ${names.filter((_, name) => run.has(name)).join(', ')}]`;
    run = new Set();
  }
  return masked;
}

const tableOf = ({ patterns }: Case): PatternTable => new PatternTable(names, patterns);

function maskedIn(table: PatternTable, text: string, cuts: readonly number[], flushed = false): string {
  const bytes = Buffer.from(text, 'latin1');
  const masker = new Masker(table);
  let masked = '';
  [0, ...cuts].forEach((cut, at) => {
    // A copy that is overwritten at once, as the buffer of the reader is.
    const chunk = Buffer.from(bytes.subarray(cut, cuts[at] ?? bytes.length));
    masked += masker.push(chunk).toString('latin1');
    chunk.fill(0x58);
    if (flushed) masked += masker.flush().toString('latin1');
  });
  return masked + masker.end().toString('latin1');
}

const everyByte = (text: string): number[] => Array.from(text, (_, at) => at).slice(1);

/** Places at which a cut changes what comes out; -1 stands for a cut at every byte. */
function differingSplits(one: Case): number[] {
  const expected = plainlyMasked(one);
  const table = tableOf(one);
  const cuts = Array.from({ length: one.text.length + 1 }, (_, at) => at);
  const differing = cuts.filter((cut) => maskedIn(table, one.text, [cut]) !== expected);
  return maskedIn(table, one.text, everyByte(one.text)) === expected ? differing : [-1, ...differing];
}

/** Few letters, so that patterns overlap themselves and each other, and nearly match all the time. */
const piece = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 8, maxLength: 14 });
const relatives = fc
  .tuple(piece, piece, fc.nat(6))
  .map(([one, other, shared]) => [
    one,
    other,
    one + other,
    one.slice(-8) + other,
    other + one.slice(0, shared),
    one + one,
  ]);
const owners = fc.array(fc.nat(2), { minLength: 6, maxLength: 6 });
const patterns = fc
  .tuple(relatives, owners, fc.subarray([0, 1, 2, 3, 4, 5], { minLength: 1 }))
  .map(([texts, names, chosen]) => chosen.map((at) => ({ text: texts[at] ?? '', name: names[at] ?? 0 })));
/** Texts are made of the patterns themselves: whole, cut, doubled, laid over each other. */
const cases: fc.Arbitrary<Case> = patterns.chain((made) => {
  const texts = made.map(({ text }) => text);
  const part = fc.oneof(
    fc.constantFrom(...texts),
    fc
      .tuple(fc.constantFrom(...texts), fc.nat(14), fc.nat(14))
      .map(([text, from, size]) => text.slice(from, from + size)),
    fc.string({ unit: fc.constantFrom('a', 'b', 'c', '\n'), maxLength: 4 }),
  );
  return fc.record({
    patterns: fc.constant(made),
    text: fc.array(part, { maxLength: 7 }).map((parts) => parts.join('')),
  });
});

describe('Masker', () => {
  it('masks as a plain search of the whole text does, split at every offset', () => {
    fc.assert(
      fc.property(cases, (one) => {
        expect(differingSplits(one)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('masks the same in chunks of any sizes, and when it is asked for masks that are due', () => {
    fc.assert(
      fc.property(cases, fc.array(fc.nat(90), { maxLength: 12 }), (one, places) => {
        const cuts = places.filter((place) => place < one.text.length).sort((a, b) => a - b);
        expect(maskedIn(tableOf(one), one.text, cuts)).toBe(plainlyMasked(one));
        const alone = { ...one, patterns: one.patterns.map(({ text }) => ({ text, name: 0 })) };
        expect(maskedIn(tableOf(alone), one.text, cuts, true)).toBe(plainlyMasked(alone));
      }),
      { numRuns: 1500 },
    );
  });

  it('joins two secrets that overlap or touch, at every offset to each other', () => {
    const pairs = [
      ['abcdefghij', 'ghijklmnop'],
      ['aaaaaaaab', 'aaaabaaaa'],
      ['12341234', '34123412'],
    ] as const;
    for (const [one, other] of pairs) {
      const patterns = [
        { text: one, name: 0 },
        { text: other, name: 1 },
      ];
      for (let offset = -other.length - 2; offset <= one.length + 2; offset++) {
        const text = Array.from(' '.repeat(40));
        for (const [from, word] of [
          [15, one],
          [15 + offset, other],
        ] as const)
          text.splice(from, word.length, ...word);
        expect(differingSplits({ patterns, text: text.join('') })).toEqual([]);
        expect(differingSplits({ patterns, text: text.join('').trim() })).toEqual([]);
      }
    }
  });

  it('finds secrets of very different lengths, also across 64 KiB', () => {
    const patterns = [
      { text: 'short-01', name: 0 },
      { text: `long-${'0123456789abcdef'.repeat(15)}`, name: 1 },
      { text: 'short-01-and-more', name: 2 },
    ];
    const table = tableOf({ patterns, text: '' });
    for (const { text: secret, name } of patterns) {
      for (let before = 65_536 - secret.length - 1; before <= 65_537; before++) {
        const [left, right] = ['.'.repeat(before), '.'.repeat(100)];
        const expected = `${left}[masked: ${name === 2 ? 'ONE, THREE' : names[name]}]${right}`;
        expect(maskedIn(table, left + secret + right, [65_536]) === expected).toBe(true);
      }
    }
  });

  it('holds back only what may be the beginning of a secret, for as long as it may', () => {
    const table = tableOf({ patterns: [{ text: 'password-1', name: 0 }], text: '' });
    const masker = new Masker(table);
    expect(masker.push(Buffer.from('Continue? ')).toString()).toBe('Continue? ');
    expect(masker.holding).toBe(false);
    expect(masker.push(Buffer.from('pass')).toString()).toBe('');
    expect(masker.holding).toBe(true);
    expect(masker.flush().toString()).toBe('');
    expect(masker.push(Buffer.from('word-')).toString()).toBe('');
    expect(masker.push(Buffer.from('2')).toString()).toBe('password-2');
    expect(masker.push(Buffer.from(' password')).toString()).toBe(' ');
    expect(masker.end().toString()).toBe('password');
  });

  it('hands out a mask that only waits for a neighbour, and no second one for that neighbour', () => {
    const table = tableOf({
      patterns: [
        { text: 'password-1', name: 0 },
        { text: 'password-2', name: 1 },
        { text: 'of-another-length', name: 2 },
      ],
      text: '',
    });
    const masker = new Masker(table);
    expect(masker.push(Buffer.from('It is password-1')).toString()).toBe('It is ');
    expect([masker.pending, masker.holding]).toEqual([true, false]);
    expect(masker.flush().toString()).toBe('[masked: ONE]');
    expect(masker.pending).toBe(false);
    expect(masker.push(Buffer.from('password-1')).toString()).toBe('');
    expect(masker.flush().toString()).toBe('');
    expect(masker.push(Buffer.from('password-2')).toString()).toBe('');
    expect(masker.push(Buffer.from('.')).toString()).toBe('[masked: TWO].');
    expect(masker.push(Buffer.from('password-1pass')).toString()).toBe('');
    expect(masker.flush().toString()).toBe('[masked: ONE]');
    expect(masker.push(Buffer.from('age')).toString()).toBe('passage');
  });

  it('has room for more than it was given', () => {
    const table = tableOf({ patterns: [{ text: 'password', name: 2 }], text: '' });
    const masked = maskedIn(table, 'password '.repeat(50_000), [100_000]);
    expect(masked === '[masked: THREE] '.repeat(50_000)).toBe(true);
  });

  it('copies nothing of a chunk without secrets', () => {
    const chunk = Buffer.from('nothing to see here\n'.repeat(1000));
    const masked = new Masker(tableOf({ patterns: [{ text: 'password-1', name: 0 }], text: '' })).push(chunk);
    expect([masked.buffer, masked.byteOffset, masked.length]).toEqual([chunk.buffer, chunk.byteOffset, chunk.length]);
  });
});
