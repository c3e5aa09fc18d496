import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { prospectHash } from '../icarus/prospect-save.js';
import { setTwins } from '../icarus/twin.js';
import { readSave } from '../read-save.js';
import type { ProspectSave, Save } from '../save.js';
import { ByteBuilder } from '../testing/byte-builder.js';
import { array, struct } from '../testing/containers.js';
import { ue427 } from '../testing/engines.js';
import { type, writeList, type TestProperty, type TestValue } from '../testing/save-builder.js';
import { int32, str } from '../testing/values.js';
import { writeSave } from '../write-save.js';
import { diff } from './diff.js';
import { edit, type Edit } from './edit.js';
import { find } from './find.js';

type Member = readonly [user: string, name: string];

const member = ([user, name]: Member): TestValue =>
  struct('M', [
    { name: 'CharacterName', value: str(name) },
    { name: 'UserID', value: str(user) },
    { name: 'ChrSlot', value: int32(0) },
  ]);
const told = ([user, name]: Member): object => ({ CharacterName: name, UserID: user, ChrSlot: 0 });

function packed(properties: readonly TestProperty[]): Uint8Array {
  const out = new ByteBuilder();
  writeList(out, ue427, properties);
  return out.toBytes();
}

interface Copies {
  readonly lobby?: readonly [json: string, binary: string | TestValue];
  readonly json?: readonly Member[];
  readonly binary?: readonly Member[];
  readonly info?: string;
  readonly blob?: object;
  readonly root?: string;
}

/** A prospect with a lobby and members in both copies. */
function textOf({ lobby = ['a', 'a'], json = [], binary = json, info = '', blob = {}, root = '' }: Copies): string {
  const list = array(type('StructProperty', type('M')), binary.map(member));
  const [, name] = lobby;
  const content = packed([
    {
      name: 'ProspectInfo',
      value: struct('ProspectInfo', [
        { name: 'LobbyName', value: typeof name === 'string' ? str(name) : name },
        { name: 'AssociatedMembers', value: list },
      ]),
    },
  ]);
  const bytes = deflateSync(content);
  const first = JSON.stringify({ LobbyName: lobby[0], AssociatedMembers: json.map(told) }, null, '\t');
  const second = JSON.stringify({
    Hash: createHash('sha1').update(content).digest('hex'),
    TotalLength: bytes.length,
    DataLength: bytes.length,
    UncompressedLength: content.length,
    BinaryBlob: bytes.toString('base64'),
    ...blob,
  });
  return `{"ProspectInfo":${first.slice(0, -1)}${info}},\n"ProspectBlob":${second}${root}}`;
}

function read(text: string): ProspectSave {
  return readSave(new TextEncoder().encode(text)) as ProspectSave;
}

const prospect = (copies: Copies): ProspectSave => read(textOf(copies));

function changes(before: Save, after: Save): string[] {
  return [...diff(before, after)].map(({ kind, path }) => `${kind} ${path}`);
}

function names(save: Save): unknown[] {
  const list = find(save, 'ProspectInfo.AssociatedMembers');
  return Array.from({ length: list?.count ?? 0 }, (_, i) => list?.child(i).child(0).value);
}

const ann: Member = ['1', 'Ann'];
const bob: Member = ['2', 'Bob'];
const crossed = { json: [ann, bob], binary: [bob, ann] };

describe('an edit of a member of info', () => {
  it('finds the twin by who it is', () => {
    const save = prospect(crossed);
    const edited = edit(save, { path: 'info.AssociatedMembers[0].CharacterName', op: 'set', value: 'Zoe' });
    expect(names(edited)).toEqual(['Bob', 'Zoe']);
    expect(changes(save, edited)).toEqual(['changed info.AssociatedMembers[0].CharacterName']);
    const removed = edit(save, { path: 'info.AssociatedMembers[0]', op: 'remove' });
    expect(names(removed)).toEqual(['Bob']);
    expect(changes(save, removed)).toEqual(['removed info.AssociatedMembers[0]']);
  });

  it('changes the JSON alone where there is no twin', () => {
    const save = prospect({ json: [ann], binary: [bob] });
    const edited = edit(save, { path: 'info.AssociatedMembers[0].CharacterName', op: 'set', value: 'Zoe' });
    expect(names(edited)).toEqual(['Bob']);
    expect(find(edited, 'info.AssociatedMembers[0].CharacterName')?.value).toBe('Zoe');
  });

  it('leaves what only the binary copy has', () => {
    const save = prospect({ json: [ann], binary: [bob, ann] });
    expect(names(edit(save, { path: 'info.AssociatedMembers[0]', op: 'remove' }))).toEqual(['Bob']);
  });
});

describe('an edit of the binary copy', () => {
  it.each<[string, string]>([
    ['ProspectInfo.LobbyName', 'info.LobbyName'],
    ['ProspectInfo.AssociatedMembers[1].CharacterName', 'info.AssociatedMembers[0].CharacterName'],
  ])('sets %s in both', (path, other) => {
    const edited = edit(prospect(crossed), { path, op: 'set', value: 'both' });
    expect([find(edited, path)?.value, find(edited, other)?.value]).toEqual(['both', 'both']);
  });

  it.each<[Edit, string]>([
    [{ path: 'ProspectInfo.LobbyName', op: 'remove' }, 'edit info.LobbyName: it changes both copies'],
    [{ path: 'ProspectInfo.AssociatedMembers[1]', op: 'remove' }, 'edit info.AssociatedMembers[0]'],
    [{ path: 'ProspectInfo.AssociatedMembers[+]', op: 'insert', value: [] }, 'edit info.AssociatedMembers[+]'],
    [{ path: 'ProspectInfo', op: 'duplicate' }, 'it changes both copies'],
  ])('refuses %j', (one, message) => {
    expect(() => edit(prospect(crossed), one)).toThrow(message);
  });

  it('changes what only the binary copy has', () => {
    const one: Edit = { path: 'ProspectInfo.New', op: 'insert', value: { type: 'IntProperty', value: 1 } };
    expect(find(edit(prospect(crossed), one), 'ProspectInfo.New')?.value).toBe(1);
  });
});

describe('lists of info', () => {
  const info = ',"List":[{"A": 9007199254740993},{"A": 1.50}]';
  const list = (save: Save): string => /"List":(.*)\}/u.exec((save as ProspectSave).document.text)?.[1] ?? '';

  it.each<[Edit, string]>([
    [{ path: 'info.List[+]', op: 'insert', value: 1 }, '[{"A": 9007199254740993},{"A": 1.50},1]'],
    [{ path: 'info.List[0]', op: 'remove' }, '[{"A": 1.50}]'],
    [{ path: 'info.List[0]', op: 'duplicate' }, '[{"A": 9007199254740993},{"A": 9007199254740993},{"A": 1.50}]'],
    [{ path: 'info.List[0].A', op: 'set', value: 5 }, '[{"A": 5},{"A": 1.50}]'],
  ])('keep the text of the others: %j', (one, expected) => {
    expect(list(edit(prospect({ info }), one))).toBe(expected);
  });
});

describe('diff of both copies', () => {
  const cases: readonly (readonly [string, Copies, Copies, readonly string[]])[] = [
    ['one that follows', {}, { lobby: ['b', 'b'] }, ['changed info.LobbyName']],
    ['a name with a colon', {}, { lobby: ['x:y', 'y'] }, ['changed info.LobbyName', 'changed ProspectInfo.LobbyName']],
    [
      'long texts',
      {},
      { lobby: [`${'q'.repeat(500)}1`, `${'q'.repeat(500)}2`] },
      ['changed info.LobbyName', 'changed ProspectInfo.LobbyName'],
    ],
    [
      'copies that differed before',
      { lobby: ['Easy', 'Medium'] },
      { lobby: ['Hard', 'Hard'] },
      ['changed info.LobbyName', 'changed ProspectInfo.LobbyName'],
    ],
    ['the binary copy alone', {}, { lobby: ['a', 'b'] }, ['changed ProspectInfo.LobbyName']],
    ['its storage alone', {}, { lobby: ['a', str({ text: 'a', as: 'utf16' })] }, ['changed ProspectInfo.LobbyName']],
    [
      'a member that is another one',
      { json: [] },
      { json: [ann], binary: [['666', 'Mallory']] },
      ['added info.AssociatedMembers[0]', 'added ProspectInfo.AssociatedMembers[0]'],
    ],
    ['a member of both', { json: [ann] }, { json: [ann, bob] }, ['added info.AssociatedMembers[1]']],
  ];

  it.each(cases)('tells %s', (_, before, after, expected) => {
    expect(changes(prospect(before), prospect(after))).toEqual(expected);
  });

  it('tells the order of the binary copy alone', () => {
    const told = changes(prospect({ json: [ann, bob] }), prospect(crossed));
    expect(told.length).toBeGreaterThan(0);
    expect(told.every((one) => one.includes(' ProspectInfo.AssociatedMembers'))).toBe(true);
  });

  it('tells a wrong hash, but only where the content is the same', () => {
    const [right, wrong] = [prospect({}), prospect({ blob: { Hash: 'x' } })];
    expect(changes(right, wrong)).toEqual(['changed ProspectBlob.Hash']);
    expect(changes(right, prospect({ lobby: ['a', 'b'], blob: { Hash: 'x' } }))).toEqual([
      'changed ProspectInfo.LobbyName',
    ]);
    const edited = edit(right, { path: 'info.LobbyName', op: 'set', value: 'b' });
    expect(changes(edited, readSave(writeSave(edited)))).toEqual([]);
  });

  it('tells members of any name, and many of them', () => {
    const of = (value: number): ProspectSave => prospect({ root: `,"__proto__":${value}` });
    expect(changes(of(1), of(2))).toEqual(['changed __proto__']);
    const root = Array.from({ length: 40_000 }, (_, i) => `,"k${i}":1`).join('');
    const began = performance.now();
    expect(changes(prospect({ root }), prospect({ root }))).toEqual([]);
    expect(performance.now() - began).toBeLessThan(5000);
  });
});

it('sets many members of info at once, in good time', () => {
  const info = Array.from({ length: 20_000 }, (_, i) => `,"k${i}":1`).join('');
  const began = performance.now();
  const save = setTwins(
    prospect({ info }),
    Array.from({ length: 20_000 }, (_, i) => [`k${i}`, 2]),
  );
  expect(save.document.value(['ProspectInfo', 'k19999'])).toBe(2);
  expect(performance.now() - began).toBeLessThan(5000);
});

it('tells where the packed text is wrong, and keeps an odd length', () => {
  expect(() => prospect({ blob: { BinaryBlob: 'AA*A' } })).toThrow('in ProspectBlob.BinaryBlob');
  const odd = prospect({ blob: { UncompressedLength: 0 } });
  expect(new TextDecoder().decode(writeSave(odd, { anew: true }))).toBe(odd.document.text);
  expect(prospectHash(odd).matches).toBe(true);
});
