import { describe, expect, it } from 'vitest';
import { find, readSave } from '../index.js';
import { array } from './containers.js';
import { engines, ue427, ue53, ue54 } from './engines.js';
import { misreadings, named } from './misreadings.js';
import { buildSave } from './save-builder.js';
import {
  argumentFormat,
  baseText,
  dateText,
  dateTimeText,
  generatorText,
  namedFormat,
  noText,
  numberText,
  orderedFormat,
  tableText,
  textProperty,
  timeText,
  transformText,
  type TestFormatOptions,
  type TestText,
} from './texts.js';

const options: TestFormatOptions = { alwaysSign: false, useGrouping: false, roundingMode: 0, digits: [1, 324, 0, 3] };
const ticks = 637_000_000_000_000_000n;
const format = baseText('Game', 'FMT', '{Count} of {Name}');

const texts: readonly (readonly [string, TestText])[] = [
  ['none', noText()],
  ['base', baseText('Game', 'KEY', 'Hello')],
  ['base, beyond ASCII', baseText('', 'KEY', 'Grüße 👍')],
  ['base, all empty', baseText('', '', '')],
  ['base, stored wide', baseText('', 'KEY', { text: 'wide', as: 'utf16' })],
  ['named format', namedFormat(format, { Count: { int: -5n }, Name: { text: baseText('', 'N', 'Apples') } })],
  [
    'named format of numbers',
    namedFormat(format, { A: { uint: 2n ** 64n - 1n }, B: { float: 0.5 }, C: { double: Math.E } }),
  ],
  ['named format of nothing', namedFormat(format, {})],
  ['ordered format', orderedFormat(format, [{ int: 1n }, { text: noText() }])],
  [
    'argument format',
    argumentFormat(
      format,
      [
        { name: 'A', text: baseText('', 'K', 'x') },
        { name: 'B', float: 2.5 },
      ],
      false,
    ),
  ],
  ['argument format of a gender', argumentFormat(format, [{ name: 'G', gender: 2 }], false)],
  ['number', numberText('AsNumber', { int: 12_345n }, undefined, '')],
  ['number with options', numberText('AsNumber', { double: 1.25 }, options, 'de-DE')],
  ['percentage', numberText('AsPercent', { float: 0.25 }, options, 'en')],
  ['money', numberText('AsCurrency', { double: 9.99 }, options, 'fr-FR')],
  ['money, no options', numberText('AsCurrency', { int: 9n }, undefined, '', '')],
  ['date', dateText(ticks, 1, 'Etc/Unknown', '')],
  ['time', timeText(ticks, 2, 'Europe/Berlin', 'de')],
  ['date and time', dateTimeText(ticks, [1, 3], 'Etc/UTC', 'en-GB')],
  ['transform', transformText(baseText('', 'K', 'Loud'), 1)],
  ['transform of a format', transformText(namedFormat(format, { N: { text: transformText(noText(), 0) } }), 1)],
  ['string table', tableText('/Game/Text/ST_UI.ST_UI', 'Greeting')],
  ['generator, none', generatorText('None', [])],
];

describe.each(engines.map((engine) => [engine.label, engine] as const))('texts, saved by %s', (_label, engine) => {
  it.each(texts)('%s', (_what, text) => {
    expect(misreadings(engine, [named(textProperty(text))])).toEqual([]);
  });

  it.each(texts)('%s, among others in an array', (_what, text) => {
    const value = textProperty(text);
    expect(misreadings(engine, [named(array(value.type, [value, textProperty(format), value]))])).toEqual([]);
  });

  it('none, with a string of no culture', () => {
    expect(misreadings(engine, [named(textProperty(engine.editor < 32 ? noText() : noText('invariant')))])).toEqual([]);
  });
});

describe('texts whose layout an engine changed', () => {
  it.each(engines.slice(1))('numbers always with a sign are known to $label, and were not to 4.18', (engine) => {
    const text = numberText('AsNumber', { int: 5n }, { ...options, alwaysSign: true }, 'en');
    expect(misreadings(engine, [named(textProperty(text))])).toEqual([]);
  });

  it('whole numbers of blueprints take 32 bits before UE5 and 64 from it', () => {
    expect(misreadings(ue427, [named(textProperty(argumentFormat(format, [{ name: 'N', int: -7 }], false)))])).toEqual(
      [],
    );
    expect(misreadings(ue53, [named(textProperty(argumentFormat(format, [{ name: 'N', int: -7 }], true)))])).toEqual(
      [],
    );
    expect(misreadings(ue54, [named(textProperty(argumentFormat(format, [{ name: 'N', int: -7 }], true)))])).toEqual(
      [],
    );
  });
});

describe('texts as a program sees them', () => {
  it('are reached by path', () => {
    const save = readSave(buildSave(ue427, [named(textProperty(baseText('Game', 'KEY', 'Hello')), 'Title')]));
    expect(find(save, 'Title.source')?.value).toBe('Hello');
    expect(find(save, 'Title.namespace')?.value).toBe('Game');
  });
});
