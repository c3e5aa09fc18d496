import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SaveError } from '../errors.js';
import { parseJson } from './parse.js';

function cut(text: string, length: number): string[] {
  const chunks: string[] = [];
  for (let at = 0; at < text.length; at += length) chunks.push(text.slice(at, at + length));
  return chunks;
}

function failure(text: string, chunk = 3): SaveError {
  try {
    parseJson(cut(text, chunk));
  } catch (error) {
    if (error instanceof SaveError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}

/** Strings with all that is hard: escapes, surrogates on their own, names of the prototype. */
const hardString = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  fc.constantFrom('__proto__', 'constructor', 'toString', '', '\ud83d', '\ude00', '\ud83d\ude00', '"\\/\b\f\n\r\t'),
  fc.string({ minLength: 60, maxLength: 200 }),
);

const anyJson = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    hardString,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    fc.constantFrom(-0, 0, 1e21, 5e-324, 1.7976931348623157e308, 2 ** 53, null, true, false),
    fc.array(tie('value')),
    fc.dictionary(hardString, tie('value')),
  ),
})).value;

describe('parseJson', () => {
  it('reads what JSON.parse reads, wherever the text is cut', () => {
    fc.assert(
      fc.property(
        anyJson,
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom(undefined, 1, '\t'),
        (value, length, indent) => {
          const text = JSON.stringify(value, null, indent);
          const oracle: unknown = JSON.parse(text);
          for (const found of [parseJson(cut(text, length)), parseJson([text])]) {
            expect(found).toEqual(oracle);
            expect(JSON.stringify(found)).toBe(JSON.stringify(oracle));
          }
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('refuses what JSON.parse refuses, in broken text too', () => {
    const broken = fc.tuple(
      anyJson,
      fc.nat(),
      fc.nat({ max: 3 }),
      fc.constantFrom('', ',', '"', '\\', '0', '-', '.', 'e', '}', ']', ':', '\n', '\u0001', 'u'),
    );
    fc.assert(
      fc.property(broken, fc.integer({ min: 1, max: 7 }), ([value, place, gone, put], length) => {
        const whole = JSON.stringify(value);
        const at = place % (whole.length + 1);
        const text = whole.slice(0, at) + put + whole.slice(at + gone);
        const oracle = outcome(() => JSON.parse(text) as unknown);
        const ours = outcome(() => parseJson(cut(text, length)));
        // Keys that stand twice are refused here and not there.
        fc.pre(!ours.includes('twice'));
        expect(ours.startsWith('refused')).toBe(oracle.startsWith('refused'));
        fc.pre(oracle !== 'refused');
        expect(ours).toBe(oracle);
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps -0 and unpaired surrogates, bare and escaped', () => {
    expect(parseJson(['-', '0'])).toBe(-0);
    expect(parseJson(['[-0,0]'])).toStrictEqual([-0, 0]);
    expect(parseJson(['"a\ud800', 'b\udc00"'])).toBe('a\ud800b\udc00');
    expect(parseJson(['"\\ud8', '00\\u', 'D800x"'])).toBe('\ud800\ud800x');
    expect(parseJson(['"\ud83d', '\ude00"'])).toBe('\ud83d\ude00');
    expect(parseJson(['"\\ud83d', '\ude00"'])).toBe('\ud83d\ude00');
  });

  it('takes __proto__ for a key as any other', () => {
    const found = parseJson(['{"__proto__":{"admin":true},"a":{"__proto__":1}}']);
    expect(JSON.stringify(found)).toBe('{"__proto__":{"admin":true},"a":{"__proto__":1}}');
    expect(Object.getPrototypeOf(found)).toBe(Object.prototype);
    expect(Object.hasOwn({}, 'admin')).toBe(false);
    expect(failure('{"__proto__":1,"__proto__":2}').message).toContain('twice');
    expect(JSON.stringify(parseJson(['{"toString":1,"constructor":2}']))).toBe('{"toString":1,"constructor":2}');
  });

  it('takes numbers for keys as any other', () => {
    const text = '{"b":1,"999":2,"0":3,"4294967294":4,"01":5,"4294967295":6,"a":7,"1e3":8}';
    expect(JSON.stringify(parseJson(cut(text, 5)))).toBe(JSON.stringify(JSON.parse(text)));
    expect(JSON.stringify(parseJson(['{"4294967294":4,"1":3}']))).toBe('{"1":3,"4294967294":4}');
    expect(failure('{"4294967294":4,"1":3,"4294967294":4}').message).toContain('twice');
    expect(failure('{"1":4,"2":3,"1":4}').message).toContain('twice');
  });

  it('reads long strings and numbers over many chunks', () => {
    const long = '\u00e4\\"\n'.repeat(20_000) + 'plain '.repeat(20_000);
    expect(parseJson(cut(JSON.stringify([long]), 1000))).toStrictEqual([long]);
    const digits = `0.${'123456789'.repeat(100)}`;
    expect(parseJson(cut(digits, 7))).toBe(Number(digits));
  });

  it('tells where the mistake is', () => {
    expect(failure('{"a":1,"b":2,"a":3}')).toMatchObject({ code: 'malformed', offset: 13 });
    expect(failure('[1,2,]')).toMatchObject({ code: 'malformed', offset: 5 });
    expect(failure('[1 2]')).toMatchObject({ offset: 3 });
    expect(failure('"ab\ncd"')).toMatchObject({ offset: 3 });
    expect(failure('[tru]').offset).toBe(1);
    expect(failure('{"a":01}').offset).toBe(5);
    expect(failure('').offset).toBe(0);
    expect(failure('{} {}').offset).toBe(3);
  });

  it.each([
    '{"a":1,}',
    '{,}',
    '{a:1}',
    "{'a':1}",
    '{"a" 1}',
    '{"a":}',
    '[,]',
    '[1,,2]',
    '[',
    '{',
    '"',
    '"\\',
    '"\\u12',
    '"\\u12g4"',
    '"\\x41"',
    '01',
    '-01',
    '-',
    '+1',
    '.5',
    '1.',
    '1e',
    '1e+',
    '0x10',
    'NaN',
    'Infinity',
    '-Infinity',
    'undefined',
    'nul',
    'nulll',
    'True',
    '"\u0000"',
    '"\t"',
    '\ufeff{}',
    '\u00a0{}',
    '/* */{}',
    ']',
    '}',
    '[}',
    '{]',
    '1 2',
    '"a" "b"',
    '\u2028 1',
  ])('refuses %j', (text) => {
    expect(failure(text).code).toBe('malformed');
    expect(failure(text, 1000).code).toBe('malformed');
  });

  it('stops at the depth limit without using the stack', () => {
    const nest = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
    expect(JSON.stringify(parseJson([nest(512)]))).toBe(nest(512));
    expect(failure(nest(513), 100)).toMatchObject({ code: 'limit', offset: 512 });
    expect(failure('{"a":'.repeat(100_000), 1000).code).toBe('limit');
    expect(() => parseJson([nest(200_000)], { depth: 200_000 })).not.toThrow();
  });

  it('lets go of the chunks when it stops early', () => {
    let closed = false;
    function* chunks(): Generator<string> {
      try {
        for (;;) yield '[1}';
      } finally {
        closed = true;
      }
    }
    expect(() => parseJson(chunks())).toThrow(SaveError);
    expect(closed).toBe(true);
  });
});

function outcome(act: () => unknown): string {
  try {
    return `read ${JSON.stringify(act())}`;
  } catch (error) {
    if (error instanceof SyntaxError) return 'refused';
    if (error instanceof SaveError) return `refused: ${error.problem}`;
    throw error;
  }
}
