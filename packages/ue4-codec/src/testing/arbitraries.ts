import fc, { type Arbitrary } from 'fast-check';
import type { TestStr } from './byte-builder.js';
import { array, byteArray, map, set, struct, structType } from './containers.js';
import { type, type TestProperty, type TestType, type TestValue } from './save-builder.js';
import { commonStructs } from './structs.js';
import {
  baseText,
  namedFormat,
  noText,
  numberText,
  orderedFormat,
  textProperty,
  transformText,
  type TestText,
} from './texts.js';
import * as values from './values.js';

/** Units of any kind, surrogates alone among them. */
const wild: Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.integer({ min: 32, max: 126 }),
      fc.integer({ min: 0, max: 0xffff }),
      fc.constantFrom(0xd800, 0xdc00, 0, 0xff),
    ),
    {
      maxLength: 12,
    },
  )
  .map((units) => String.fromCharCode(...units));

const latin: Arbitrary<string> = fc
  .array(fc.integer({ min: 1, max: 0xff }), { maxLength: 8 })
  .map((units) => String.fromCharCode(...units));

const plain: Arbitrary<string> = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,10}$/);

/** Strings as the engine stores them, and now and then as it would not. */
export const strings: Arbitrary<TestStr> = fc.oneof(
  { weight: 6, arbitrary: plain },
  { weight: 3, arbitrary: wild },
  { weight: 1, arbitrary: plain.map((text) => ({ text, as: 'utf16' as const })) },
  { weight: 1, arbitrary: latin.map((text) => ({ text: `${text}\u00e9`, as: 'ansi' as const })) },
);

/** Names of properties: any but the one that ends a list. */
export const names: Arbitrary<string> = fc.oneof(plain, wild).filter((name) => name !== 'None' && name !== '');

interface Kind {
  readonly type: TestType;
  readonly arbitrary: Arbitrary<TestValue>;
}

function kind(name: string, arbitrary: Arbitrary<TestValue>): Kind {
  return { type: type(name), arbitrary };
}

/** Bits of floats that are numbers: NaNs have tests of their own. */
const floats = fc.float({ noNaN: true });
const doubles = fc.double({ noNaN: true });
const path = fc.record({ object: plain, function: plain });

/** Types that may be elements, keys and values. */
const keyKinds: readonly Kind[] = [
  kind('Int8Property', fc.integer({ min: -128, max: 127 }).map(values.int8)),
  kind('Int16Property', fc.integer({ min: -0x8000, max: 0x7fff }).map(values.int16)),
  kind('IntProperty', fc.integer().map(values.int32)),
  kind('Int64Property', fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(values.int64)),
  kind('UInt16Property', fc.nat({ max: 0xffff }).map(values.uint16)),
  kind('UInt32Property', fc.nat({ max: 0xffffffff }).map(values.uint32)),
  kind('UInt64Property', fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(values.uint64)),
  kind('FloatProperty', floats.map(values.float)),
  kind('DoubleProperty', doubles.map(values.double)),
  kind('BoolProperty', fc.boolean().map(values.bool)),
  kind('StrProperty', strings.map(values.str)),
  kind('NameProperty', strings.map(values.name)),
  kind('ObjectProperty', strings.map(values.object)),
];

const texts: Arbitrary<TestText> = fc.letrec<{ text: TestText }>((tie) => ({
  text: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constant(noText()),
    fc.tuple(strings, strings, strings).map(([space, key, source]) => baseText(space, key, source)),
    fc.tuple(tie('text'), fc.integer({ min: 0, max: 1 })).map(([text, how]) => transformText(text, how)),
    fc
      .tuple(tie('text'), fc.dictionary(plain, fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), { maxKeys: 3 }))
      .map(([text, from]) =>
        namedFormat(text, Object.fromEntries(Object.entries(from).map(([name, int]) => [name, { int }]))),
      ),
    fc.tuple(tie('text'), fc.array(tie('text'), { maxLength: 3 })).map(([format, all]) =>
      orderedFormat(
        format,
        all.map((text) => ({ text })),
      ),
    ),
    fc.tuple(doubles, plain).map(([double, culture]) => numberText('AsPercent', { double }, undefined, culture)),
  ),
})).text;

const elementKinds: readonly Kind[] = [
  ...keyKinds,
  kind('TextProperty', texts.map(textProperty)),
  kind('DelegateProperty', path.map(values.delegate)),
];

const single: Arbitrary<TestValue> = fc.oneof(
  ...elementKinds.map((one) => one.arbitrary),
  fc.nat({ max: 255 }).map(values.byte),
  strings.map((value) => values.byteEnum('EState', value)),
  strings.map((value) => values.enumValue('EColour', value)),
  fc.array(path, { maxLength: 3 }).map((bound) => values.multicast('MulticastInlineDelegateProperty', bound)),
  fc.constantFrom(...commonStructs),
  fc.uint8Array({ maxLength: 40 }).map((bytes) => byteArray([...bytes])),
);

const thing = structType('FThing');

/** Property lists of any shape, to some depth. */
export const propertyLists: Arbitrary<TestProperty[]> = fc.letrec<{
  list: TestProperty[];
  value: TestValue;
  struct: TestValue;
}>((tie) => ({
  struct: tie('list').map((list) => struct('FThing', list)),
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small', withCrossShrink: true },
    single,
    fc
      .constantFrom(...elementKinds)
      .chain((of) => fc.array(of.arbitrary, { maxLength: 5 }).map((items) => array(of.type, items))),
    fc
      .constantFrom(...keyKinds)
      .chain((of) =>
        fc
          .tuple(fc.array(of.arbitrary, { maxLength: 4 }), fc.array(of.arbitrary, { maxLength: 1 }))
          .map(([items, removed]) => set(of.type, items, removed)),
      ),
    fc
      .tuple(fc.constantFrom(...keyKinds), fc.constantFrom(...keyKinds))
      .chain(([key, value]) =>
        fc
          .array(fc.tuple(key.arbitrary, value.arbitrary), { maxLength: 4 })
          .map((entries) => map(key.type, value.type, entries)),
      ),
    tie('struct'),
    fc.array(tie('struct'), { maxLength: 3 }).map((items) => array(thing, items)),
    fc
      .array(fc.tuple(strings.map(values.name), tie('struct')), { maxLength: 3 })
      .map((entries) => map(type('NameProperty'), thing, entries)),
  ),
  list: fc.array(property(tie('value')), { maxLength: 5 }),
})).list;

function property(value: Arbitrary<TestValue>): Arbitrary<TestProperty> {
  return fc.record({
    name: names,
    value,
    index: fc.option(fc.integer({ min: 1, max: 1000 }), { nil: undefined, freq: 5 }),
    guid: fc.option(fc.stringMatching(/^[0-9A-F]{32}$/), { nil: undefined, freq: 5 }),
  });
}
