import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { ByteBuilder } from './byte-builder.js';
import { array, byteArray, struct } from './containers.js';
import { ue427 } from './engines.js';
import { type, writeList, type TestProperty, type TestValue } from './save-builder.js';
import { sampleProperties } from './samples.js';
import { bool, int32, str } from './values.js';

function named(name: string, value: TestValue): TestProperty {
  return { name, value };
}

/** Properties alone, as recorders keep them: `None`, then four zero bytes. */
function recorderBytes(properties: readonly TestProperty[]): number[] {
  const out = new ByteBuilder();
  writeList(out, ue427, properties);
  return [...out.u32(0).toBytes()];
}

const mountProperties = [
  named('Experience', int32(1200)),
  named('MountName', str('Bella')),
  named('bAlive', bool(true)),
];

function recorder(component: string, properties: readonly TestProperty[]): TestValue {
  return struct('StateRecorderBlob', [
    named('ComponentClassName', str(component)),
    named('BinaryData', byteArray(recorderBytes(properties))),
  ]);
}

const infoProperties = struct('ProspectInfo', [
  named('ProspectID', str('Test')),
  named('Difficulty', str('Hard')),
  named('AssociatedMembers', array(type('StructProperty', type('AssociatedMember')), [])),
]);

/** What a prospect holds packed: two recorders and a copy of its facts. */
export function prospectContent(): Uint8Array {
  const recorders = [recorder('/Script/Icarus.A', sampleProperties()), recorder('/Script/Icarus.B', mountProperties)];
  const out = new ByteBuilder();
  writeList(out, ue427, [
    named('StateRecorderBlobs', array(recorders[0]?.type ?? type('None'), recorders)),
    named('Version', int32(3)),
    named('ProspectInfo', infoProperties),
    named('ProspectMapName', str('Terrain_016')),
  ]);
  return out.toBytes();
}

/** A prospect, laid out as the game does. */
export function prospectSample(lineEnd = '\r\n', content = prospectContent()): Uint8Array {
  const packed = deflateSync(content);
  const lines = [
    '{',
    '\t"ProspectInfo":',
    '\t{',
    '\t\t"ProspectID": "Test",',
    '\t\t"Difficulty": "Hard",',
    '\t\t"ExpireTime": -1,',
    '\t\t"AssociatedMembers": []',
    '\t},',
    '\t"ProspectBlob":',
    '\t{',
    '\t\t"Key": "actors",',
    `\t\t"Hash": "${createHash('sha1').update(content).digest('hex')}",`,
    `\t\t"TotalLength": ${packed.length},`,
    `\t\t"DataLength": ${packed.length},`,
    `\t\t"UncompressedLength": ${content.length},`,
    `\t\t"BinaryBlob": "${packed.toString('base64')}"`,
    '\t}',
    '}',
  ];
  return new TextEncoder().encode(lines.join(lineEnd));
}

/** What the game keeps of one pet, in properties. */
export const petContent: Uint8Array = Uint8Array.from(recorderBytes(mountProperties));

/** Pets, the second of them broken if nothing else is said. */
export function mountsSample(second: Uint8Array = new Uint8Array([1, 2, 3])): Uint8Array {
  const pet = (bytes: Uint8Array) => ({
    DatabaseGUID: 'noguid',
    RecorderBlob: { ComponentClassName: '/Script/Icarus.Mount', BinaryData: [...bytes] },
    MountName: 'Bella',
    MountLevel: 3,
    MountType: 'Horse',
    MountIconName: '1',
  });
  return new TextEncoder().encode(
    JSON.stringify({ SavedMounts: [pet(petContent), pet(second), pet(petContent)] }, null, '\t'),
  );
}

function flagsSample(): Uint8Array {
  return new ByteBuilder().str('CharacterFlags').u32(3).u32(1).u32(70_000).u32(0xffffffff).toBytes();
}

const jsonOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value, null, '\t'));
const wide = (bytes: Uint8Array) => new Uint8Array(Buffer.from(`\ufeff${new TextDecoder().decode(bytes)}`, 'utf16le'));

/** A small file of each kind that is no plain GVAS, named by what it should be recognised as. */
export function icarusSamples(): (readonly [string, Uint8Array])[] {
  const character = JSON.stringify({ CharacterName: 'Ada', ChrSlot: 0, XP: 12_345_678_901 }, null, '\t');
  const profile = jsonOf({
    UserID: '7656',
    MetaResources: [{ MetaRow: 'Credits', Count: 5 }],
    UnlockedFlags: [],
    Talents: [],
  });
  return [
    ['icarus-prospect', prospectSample()],
    ['icarus-prospect', prospectSample('\n')],
    ['icarus-prospect', wide(prospectSample())],
    ['icarus-mounts', mountsSample()],
    ['icarus-mounts', wide(mountsSample())],
    ['icarus-flags', flagsSample()],
    ['icarus-characters', jsonOf({ 'Characters.json': [character] })],
    ['icarus-profile', profile],
    ['icarus-profile', wide(profile)],
    ['icarus-accolades', jsonOf({ CompletedAccolades: [] })],
    ['icarus-bestiary', jsonOf({ BestiaryTracking: [{ BestiaryGroup: { RowName: 'Wolf' }, NumPoints: 5 }] })],
  ];
}

/** A save in Palworld's container: compressed once or twice. */
export function palworldSample(content: Uint8Array, twice: boolean): Uint8Array {
  const once = deflateSync(content);
  const out = new ByteBuilder().u32(content.length).u32(once.length);
  out.bytes([...'PlZ'].map((one) => one.charCodeAt(0))).u8(twice ? 0x32 : 0x31);
  return out.bytes(twice ? deflateSync(once) : once).toBytes();
}
