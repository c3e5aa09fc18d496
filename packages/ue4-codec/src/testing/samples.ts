import { array, byteArray, map, set, struct } from './containers.js';
import { engines, ue418, ue427, ue50, ue54, type Engine } from './engines.js';
import { buildSave, type, type TestProperty, type TestValue } from './save-builder.js';
import { commonStructs, vector } from './structs.js';
import { baseText, namedFormat, noText, textProperty } from './texts.js';
import * as values from './values.js';

const { bool, byteEnum, double, enumValue, float, int32, int64, name, object, str } = values;

function named(name: string, value: TestValue): TestProperty {
  return { name, value };
}

/** One property of nearly every kind. */
export function sampleProperties(): TestProperty[] {
  const entry = struct('FEntry', [named('Count', int32(3)), named('Where', vector(1, 2, 3))]);
  const text = textProperty(namedFormat(baseText('', 'F', '{N}'), { N: { int: 4n } }));
  return [
    named('Int', int32(42)),
    named('Long', int64(-9_007_199_254_740_993n)),
    named('Float', float(0.1)),
    named('Double', double(-0)),
    named('Bool', bool(true)),
    named('Kind', byteEnum('EKind', 'EKind::A')),
    named('Colour', enumValue('EColour', 'EColour::Red')),
    named('Text', str('wörter')),
    named('Object', object('/Game/A.A')),
    named('Title', text),
    named('Untitled', textProperty(noText())),
    named('Entry', entry),
    named('Entries', array(entry.type, [entry, entry])),
    named('Raw', byteArray([1, 2, 3, 4])),
    named('Numbers', array(type('IntProperty'), [int32(1), int32(2)])),
    named('Names', set(type('NameProperty'), [name('a'), name('b')])),
    named('Map', map(type('NameProperty'), entry.type, [[name('k'), entry]])),
    ...commonStructs.slice(0, 8).map((value, i) => named(`Native${i}`, value)),
    { name: 'Slot', value: int32(1), index: 2, guid: '0123456789ABCDEF00112233DEADBEEF' },
  ];
}

/** Small saves of every layout, named. */
export function sampleSaves(from: readonly Engine[] = engines): (readonly [string, Uint8Array])[] {
  return from.map((engine) => [engine.label, buildSave(engine, sampleProperties())] as const);
}

/** One save of each layout that differs from the others. */
export const layouts: readonly Engine[] = [ue418, ue427, ue50, ue54];
