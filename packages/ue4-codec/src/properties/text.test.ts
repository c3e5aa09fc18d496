import { describe, expect, it } from 'vitest';
import { ByteBuilder } from '../testing/byte-builder.js';
import { codeOf, factsOf, parsed, partAt, readAll, roundTrips, withPart, writeAll } from '../testing/codec-laws.js';
import type { Json } from '../json/json.js';
import type { Codec } from './codec.js';
import { textCodecs } from './text.js';

const editorObject = 'ed68b0e4e94294f40bda31a241bb462e';
const ue5Release = '425e9bd8464dbd24a8ac1284791764df';

function likeliest(custom: Record<string, number>, ue5 = 0): Codec {
  const [codec] = textCodecs(factsOf(522, ue5, new Map(Object.entries(custom))));
  if (codec === undefined) throw new Error('no codec of texts');
  return codec;
}

const today = likeliest({ [editorObject]: 40, [ue5Release]: 40 }, 1009);
const ue427 = likeliest({ [editorObject]: 40 });
const ue418 = likeliest({ [editorObject]: 20 });
const ue414 = likeliest({ [editorObject]: 4 });

const text = (flags: number, history: number) => new ByteBuilder().u32(flags).u8(history);
const base = () => text(8, 0).str('NS').str('K1').str('Hello {who}');
const none = () => text(0, 0xff).u32(0);

function history(build: ByteBuilder, codec = today): unknown {
  const bytes = build.toBytes();
  expect(roundTrips(codec, bytes)).toEqual({ read: bytes, json: bytes });
  return readAll(codec, bytes);
}

const baseValue = { flags: 8, history: 'Base', namespace: 'NS', key: 'K1', source: 'Hello {who}' };
const noneValue = { flags: 0, history: 'None', invariant: null };

describe('texts', () => {
  it('without history may have a culture-invariant string', () => {
    expect(history(none())).toEqual(noneValue);
    expect(history(text(2, 0xff).u32(1).str('Zug'))).toEqual({ flags: 2, history: 'None', invariant: 'Zug' });
    expect(history(text(2, 0xff).u32(1).str(''))).toEqual({ flags: 2, history: 'None', invariant: '' });
  });

  it('of namespace, key and source', () => {
    expect(history(base())).toEqual(baseValue);
  });

  it('of a format and named arguments', () => {
    const build = text(0, 1).bytes(base().toBytes()).i32(2);
    build.str('who').u8(4).bytes(none().toBytes());
    build.str('n').u8(0).u64(-5n);
    expect(history(build)).toEqual({
      flags: 0,
      history: 'NamedFormat',
      format: baseValue,
      arguments: [
        { name: 'who', value: { type: 'Text', value: noneValue } },
        { name: 'n', value: { type: 'Int', value: -5n } },
      ],
    });
  });

  it('of a format and ordered arguments', () => {
    const build = text(0, 2).bytes(base().toBytes()).i32(4);
    build.u8(1).u64(7n).u8(2).f32(1.5).u8(3).f64(0.1).u8(5).u64(1n);
    expect(history(build)).toEqual({
      flags: 0,
      history: 'OrderedFormat',
      format: baseValue,
      arguments: [
        { type: 'UInt', value: 7n },
        { type: 'Float', value: 1.5 },
        { type: 'Double', value: 0.1 },
        { type: 'Gender', value: 1n },
      ],
    });
  });

  it('of a format and arguments of a blueprint, whose whole numbers grew with UE 5', () => {
    const begin = () => text(1, 3).bytes(none().toBytes()).i32(2).str('g').u8(5).u8(2).str('n').u8(0);
    const value = (n: number | bigint) => ({
      flags: 1,
      history: 'ArgumentFormat',
      format: noneValue,
      arguments: [
        { name: 'g', value: { type: 'Gender', value: 2 } },
        { name: 'n', value: { type: 'Int', value: n } },
      ],
    });
    expect(history(begin().u64(9n))).toEqual(value(9n));
    expect(history(begin().i32(9), ue427)).toEqual(value(9));
  });

  it('of arguments that were texts only', () => {
    const old = text(1, 3).bytes(base().toBytes()).i32(1).str('who').bytes(base().toBytes());
    expect(partAt(ue414, history(old, ue414), 'arguments', 0)).toEqual({
      name: 'who',
      value: { type: 'Text', value: baseValue },
    });
  });

  it.each([
    [4, 'AsNumber'],
    [5, 'AsPercent'],
  ])('of a number (history %i)', (number, name) => {
    const options = new ByteBuilder().u32(1).u32(0).u32(1).u8(0).i32(1).i32(324).i32(0).i32(3);
    const value = {
      flags: 0,
      history: name,
      value: { type: 'Double', value: 2.5 },
      options: {
        alwaysSign: false,
        useGrouping: true,
        roundingMode: 0,
        minimumIntegralDigits: 1,
        maximumIntegralDigits: 324,
        minimumFractionalDigits: 0,
        maximumFractionalDigits: 3,
      },
      culture: 'de',
    };
    const begin = () => text(0, number).u8(3).f64(2.5);
    expect(history(begin().bytes(options.toBytes()).str('de'))).toEqual(value);
    expect(history(begin().u32(0).str('de'))).toEqual({ ...value, options: null });
    const old = new ByteBuilder().u32(1).u32(1).u8(0).i32(1).i32(324).i32(0).i32(3);
    expect(history(begin().bytes(old.toBytes()).str('de'), ue418)).toEqual(value);
  });

  it('of money', () => {
    expect(history(text(0, 6).str('EUR').u8(1).u64(5n).u32(0).str(''))).toEqual({
      flags: 0,
      history: 'AsCurrency',
      currency: 'EUR',
      value: { type: 'UInt', value: 5n },
      options: null,
      culture: '',
    });
  });

  it('of dates and times', () => {
    const ticks = 637_000_000_000_000_000n;
    const place = { timeZone: 'UTC', culture: 'en' };
    expect(history(text(0, 7).u64(ticks).u8(3).str('UTC').str('en'))).toEqual({
      flags: 0,
      history: 'AsDate',
      ticks,
      dateStyle: 3,
      ...place,
    });
    expect(history(text(0, 8).u64(ticks).u8(1).str('UTC').str('en'))).toEqual({
      flags: 0,
      history: 'AsTime',
      ticks,
      timeStyle: 1,
      ...place,
    });
    const both = { flags: 0, history: 'AsDateTime', ticks };
    expect(history(text(0, 9).u64(ticks).u8(2).u8(4).str('UTC').str('en'))).toEqual({
      ...both,
      dateStyle: 2,
      timeStyle: 4,
      ...place,
    });
    expect(history(text(0, 9).u64(ticks).u8(5).u8(5).str('%Y').str('UTC').str('en'))).toEqual({
      ...both,
      dateStyle: 5,
      timeStyle: 5,
      customPattern: '%Y',
      ...place,
    });
  });

  it('of another text, a table or a generator', () => {
    expect(history(text(0, 10).bytes(base().toBytes()).u8(1))).toEqual({
      flags: 0,
      history: 'Transform',
      source: baseValue,
      transform: 1,
    });
    expect(history(text(0, 11).str('/Game/Table').str('Key'))).toEqual({
      flags: 0,
      history: 'StringTableEntry',
      table: '/Game/Table',
      key: 'Key',
    });
    expect(history(text(0, 12).str('None'))).toEqual({
      flags: 0,
      history: 'TextGenerator',
      generator: 'None',
      contents: null,
    });
    expect(history(text(0, 12).str('Gen').i32(2).bytes([1, 2]))).toEqual({
      flags: 0,
      history: 'TextGenerator',
      generator: 'Gen',
      contents: new Uint8Array([1, 2]),
    });
  });
});

describe('releases of the engine', () => {
  it('are told by the versions in the header, with a second guess', () => {
    expect(today.id).toBe('Text');
    expect(ue427.id).toBe('Text-32');
    expect(ue418.id).toBe('Text-NoInvariant-NoSign-32');
    expect(textCodecs(factsOf(522)).map((codec) => codec.id)).toEqual(['Text-32', 'Text-NoInvariant-32', 'Text']);
    expect(textCodecs(factsOf(522, 1009))[0]?.id).toBe('Text');
    expect(textCodecs(factsOf(522))[0]).toBe(textCodecs(factsOf(522))[0]);
  });

  it('before 4.23 have nothing after a text without history', () => {
    expect(history(text(0, 0xff), ue418)).toEqual(noneValue);
    expect(codeOf(() => readAll(ue418, none().toBytes()))).toBe('malformed');
    expect(codeOf(() => parsed(ue418, { flags: 0, history: 'None', invariant: 'a' }))).toBe('bad-value');
  });
});

describe('texts that are refused', () => {
  const malformed: [string, ByteBuilder][] = [
    ['a history that is not known', text(0, 13)],
    ['another negative history', text(0, 0xfe).u32(0)],
    ['a boolean that is neither', text(0, 0xff).u32(2)],
    ['an argument of a type that is not known', text(0, 2).bytes(none().toBytes()).i32(1).u8(6).u64(0n)],
    [
      'an argument that the engine writes nothing for',
      text(0, 3).bytes(none().toBytes()).i32(1).str('n').u8(1).u64(0n),
    ],
  ];

  it.each(malformed)('%s', (_, build) => {
    expect(codeOf(() => readAll(today, build.toBytes()))).toBe('malformed');
  });

  it('texts that end early', () => {
    const whole = text(0, 1).bytes(base().toBytes()).i32(1).str('who').u8(4).bytes(none().toBytes()).toBytes();
    for (let length = 0; length < whole.length; length += 1) {
      expect(['truncated', 'malformed']).toContain(codeOf(() => readAll(today, whole.subarray(0, length))));
    }
  });

  it('counts that the bytes cannot hold', () => {
    expect(codeOf(() => readAll(today, text(0, 2).bytes(none().toBytes()).i32(1_000_000).toBytes()))).toBe('truncated');
  });

  it('texts inside texts without end', () => {
    const build = new ByteBuilder();
    for (let i = 0; i < 5000; i += 1) build.u32(0).u8(10);
    expect(codeOf(() => readAll(today, build.toBytes()))).toBe('limit');
  });
});

describe('editing texts', () => {
  const value = readAll(
    today,
    text(0, 1).bytes(base().toBytes()).i32(1).str('who').u8(4).bytes(base().toBytes()).toBytes(),
  ) as unknown;

  it('reaches the strings inside', () => {
    const edited = withPart(today, value, ['arguments', 0, 'value', 'value', 'source'], 'Welt');
    expect(partAt(today, edited, 'arguments', 0, 'value', 'value', 'source')).toBe('Welt');
    expect(partAt(today, value, 'arguments', 0, 'value', 'value', 'source')).toBe('Hello {who}');
    expect(readAll(today, writeAll(today, edited))).toEqual(edited);
    const named = withPart(today, value, ['format', 'namespace'], '');
    expect(partAt(today, named, 'format', 'namespace')).toBe('');
  });

  it('replaces a text by one of another kind', () => {
    const edited = withPart(today, value, ['format'], { flags: 2, history: 'None', invariant: '{who}!' });
    expect(readAll(today, writeAll(today, edited))).toEqual(edited);
  });

  it('does not turn one kind into another by its mark alone', () => {
    expect(codeOf(() => withPart(today, value, ['history'], 'None'))).toBe('bad-value');
    const date = readAll(today, text(0, 9).u64(0n).u8(2).u8(4).str('').str('').toBytes()) as unknown;
    expect(codeOf(() => withPart(today, date, ['dateStyle'], 5))).toBe('bad-value');
    expect(withPart(today, date, ['dateStyle'], 1)).toMatchObject({ dateStyle: 1 });
    const generator = readAll(today, text(0, 12).str('Gen').i32(0).toBytes()) as unknown;
    expect(codeOf(() => withPart(today, generator, ['generator'], 'None'))).toBe('bad-value');
  });

  it('refuses JSON of no kind', () => {
    const none: Json[] = [null, 'Hello', [], {}, { history: 'Base' }, { history: 'Poem', flags: 0 }];
    for (const json of none) {
      expect(codeOf(() => parsed(today, json))).toBe('bad-value');
    }
  });
});
