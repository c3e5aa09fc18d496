import type { ByteBuilder, TestStr } from './byte-builder.js';
import type { Engine } from './engines.js';
import { type, type TestValue } from './save-builder.js';
import { Near } from './compare.js';
import { floatJson, strJson } from './values.js';

/** A text: how it is stored, and its JSON. */
export interface TestText {
  write(out: ByteBuilder, engine: Engine): void;
  readonly json: unknown;
}

/** Texts name what they were made of: numbers by their place in `ETextHistoryType`. */
function text(
  flags: number,
  history: number,
  named: string,
  write: TestText['write'],
  json: Readonly<Record<string, unknown>>,
): TestText {
  return {
    write(out, engine) {
      out.u32(flags).u8(history);
      write(out, engine);
    },
    json: { flags, history: named, ...json },
  };
}

export function textProperty(of: TestText): TestValue {
  return { type: type('TextProperty'), write: (out, engine) => of.write(out, engine), json: of.json };
}

/** No history: since `CultureInvariantTextSerializationKeyStability` with a mark, and a string where there is one. */
export function noText(invariant?: TestStr): TestText {
  const write = (out: ByteBuilder, engine: Engine) => {
    if (engine.editor < 32) return;
    out.u32(invariant === undefined ? 0 : 1);
    if (invariant !== undefined) out.str(invariant);
  };
  return text(invariant === undefined ? 0 : 2, 0xff, 'None', write, {
    invariant: invariant === undefined ? null : strJson(invariant),
  });
}

export function baseText(namespace: TestStr, key: TestStr, source: TestStr, flags = 8): TestText {
  return text(flags, 0, 'Base', (out) => out.str(namespace).str(key).str(source), {
    namespace: strJson(namespace),
    key: strJson(key),
    source: strJson(source),
  });
}

export type TestArgument =
  | { readonly int: bigint }
  | { readonly uint: bigint }
  | { readonly float: number }
  | { readonly double: number }
  | { readonly text: TestText };

/** `FFormatArgumentValue` */
function writeArgument(out: ByteBuilder, engine: Engine, value: TestArgument): void {
  if ('int' in value) out.u8(0).u64(value.int);
  else if ('uint' in value) out.u8(1).u64(value.uint);
  else if ('float' in value) out.u8(2).f32(value.float);
  else if ('double' in value) out.u8(3).f64(value.double);
  else value.text.write(out.u8(4), engine);
}

function argumentJson(value: TestArgument): unknown {
  if ('int' in value) return { type: 'Int', value: String(value.int) };
  if ('uint' in value) return { type: 'UInt', value: String(value.uint) };
  if ('float' in value) return { type: 'Float', value: new Near(value.float) };
  if ('double' in value) return { type: 'Double', value: floatJson(value.double) };
  return { type: 'Text', value: value.text.json };
}

export function namedFormat(format: TestText, named: Readonly<Record<string, TestArgument>>): TestText {
  const all = Object.entries(named);
  const write = (out: ByteBuilder, engine: Engine) => {
    format.write(out, engine);
    out.i32(all.length);
    for (const [name, value] of all) writeArgument(out.str(name), engine, value);
  };
  return text(0, 1, 'NamedFormat', write, {
    format: format.json,
    arguments: all.map(([name, value]) => ({ name, value: argumentJson(value) })),
  });
}

export function orderedFormat(format: TestText, values: readonly TestArgument[]): TestText {
  const write = (out: ByteBuilder, engine: Engine) => {
    format.write(out, engine);
    out.i32(values.length);
    for (const value of values) writeArgument(out, engine, value);
  };
  return text(0, 2, 'OrderedFormat', write, { format: format.json, arguments: values.map(argumentJson) });
}

/** `FFormatArgumentData`: blueprints' arguments, whose whole numbers took 32 bits until UE5. */
export type TestData =
  | { readonly name: string; readonly int: number }
  | { readonly name: string; readonly float: number }
  | { readonly name: string; readonly text: TestText }
  | { readonly name: string; readonly gender: number };

export function argumentFormat(format: TestText, data: readonly TestData[], wide: boolean): TestText {
  const write = (out: ByteBuilder, engine: Engine) => {
    format.write(out, engine);
    out.i32(data.length);
    for (const one of data) {
      out.str(one.name);
      if ('int' in one && wide) out.u8(0).u64(BigInt(one.int));
      else if ('int' in one) out.u8(0).i32(one.int);
      else if ('float' in one) out.u8(2).f32(one.float);
      else if ('text' in one) one.text.write(out.u8(4), engine);
      else out.u8(5).u8(one.gender);
    }
  };
  const json = data.map((one) => {
    if ('int' in one) return { name: one.name, value: { type: 'Int', value: wide ? String(one.int) : one.int } };
    if ('float' in one) return { name: one.name, value: { type: 'Float', value: new Near(one.float) } };
    if ('text' in one) return { name: one.name, value: { type: 'Text', value: one.text.json } };
    return { name: one.name, value: { type: 'Gender', value: one.gender } };
  });
  return text(0, 3, 'ArgumentFormat', write, { format: format.json, arguments: json });
}

export interface TestFormatOptions {
  readonly alwaysSign: boolean;
  readonly useGrouping: boolean;
  readonly roundingMode: number;
  readonly digits: readonly [number, number, number, number];
}

function writeOptions(out: ByteBuilder, engine: Engine, options: TestFormatOptions | undefined): void {
  out.u32(options === undefined ? 0 : 1);
  if (options === undefined) return;
  if (engine.editor >= 21) out.u32(options.alwaysSign ? 1 : 0);
  out.u32(options.useGrouping ? 1 : 0).u8(options.roundingMode);
  for (const count of options.digits) out.i32(count);
}

function optionsJson(options: TestFormatOptions | undefined): unknown {
  if (options === undefined) return null;
  const [minInt, maxInt, minFraction, maxFraction] = options.digits;
  return {
    alwaysSign: options.alwaysSign,
    useGrouping: options.useGrouping,
    roundingMode: options.roundingMode,
    minimumIntegralDigits: minInt,
    maximumIntegralDigits: maxInt,
    minimumFractionalDigits: minFraction,
    maximumFractionalDigits: maxFraction,
  };
}

/** A number, a percentage, or (with a code) money. */
export function numberText(
  kind: 'AsNumber' | 'AsPercent' | 'AsCurrency',
  value: TestArgument,
  options: TestFormatOptions | undefined,
  culture: string,
  currency = 'EUR',
): TestText {
  const history = { AsNumber: 4, AsPercent: 5, AsCurrency: 6 }[kind];
  const write = (out: ByteBuilder, engine: Engine) => {
    if (kind === 'AsCurrency') out.str(currency);
    writeArgument(out, engine, value);
    writeOptions(out, engine, options);
    out.str(culture);
  };
  return text(0, history, kind, write, {
    ...(kind === 'AsCurrency' ? { currency } : {}),
    value: argumentJson(value),
    options: optionsJson(options),
    culture,
  });
}

export function dateText(ticks: bigint, style: number, timeZone: string, culture: string): TestText {
  const write = (out: ByteBuilder) => out.u64(ticks).u8(style).str(timeZone).str(culture);
  return text(0, 7, 'AsDate', write, { ticks: String(ticks), dateStyle: style, timeZone, culture });
}

export function timeText(ticks: bigint, style: number, timeZone: string, culture: string): TestText {
  const write = (out: ByteBuilder) => out.u64(ticks).u8(style).str(timeZone).str(culture);
  return text(0, 8, 'AsTime', write, { ticks: String(ticks), timeStyle: style, timeZone, culture });
}

export function dateTimeText(ticks: bigint, styles: [number, number], timeZone: string, culture: string): TestText {
  const write = (out: ByteBuilder) => out.u64(ticks).bytes(styles).str(timeZone).str(culture);
  return text(0, 9, 'AsDateTime', write, {
    ticks: String(ticks),
    dateStyle: styles[0],
    timeStyle: styles[1],
    timeZone,
    culture,
  });
}

export function transformText(source: TestText, transform: number): TestText {
  const write = (out: ByteBuilder, engine: Engine) => {
    source.write(out, engine);
    out.u8(transform);
  };
  return text(0, 10, 'Transform', write, { source: source.json, transform });
}

export function tableText(table: string, key: string): TestText {
  return text(0, 11, 'StringTableEntry', (out) => out.str(table).str(key), { table, key });
}

/** A generator that is named, with bytes of its own; or none. */
export function generatorText(generator: string, contents: readonly number[]): TestText {
  const write = (out: ByteBuilder) => {
    out.str(generator);
    if (generator !== 'None') out.i32(contents.length).bytes(contents);
  };
  return text(0, 12, 'TextGenerator', write, {
    generator,
    contents: generator === 'None' ? null : Buffer.from(contents).toString('base64'),
  });
}
