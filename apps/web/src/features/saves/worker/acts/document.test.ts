import { readSave, recognise, writeSave, type Save } from '@bothy/ue4-codec';
import { expect, it } from 'vitest';
import { acts, views } from './index.js';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (save: Save) => new TextDecoder().decode(writeSave(save));
const edits = (save: Save, ...list: unknown[]) => acts['edits']?.(save, { edits: list }) as Save;

const characters = `{\r\n\t"Characters.json": [\r\n\t\t"{\\"CharacterName\\":\\"Mairi\\",\\"XP\\":65491,\\"IsDead\\":true,\\"Unknown\\":{\\"note\\":1}}"\r\n\t]\r\n}`;
const profile =
  '{\r\n\t"UserID": "1",\r\n\t"MetaResources": [\r\n\t\t{ "MetaRow": "Credits", "Count": 100 }\r\n\t],\r\n\t"UnlockedFlags": [ 5, 1 ],\r\n\t"Talents": [],\r\n\t"Future": { "New": true }\r\n}';

it('takes characters apart, and revives one without a trace elsewhere', () => {
  const save = readSave(bytes(characters));
  expect(views['document']?.(save)).toEqual({
    'Characters.json': [{ CharacterName: 'Mairi', XP: 65_491, IsDead: true, Unknown: { note: 1 } }],
  });
  const revived = edits(save, { path: '"Characters.json"[0].IsDead', op: 'set', value: false });
  expect(text(revived)).toBe(characters.replace('\\"IsDead\\":true', '\\"IsDead\\":false'));
});

it('leaves what it does not know of a profile as it stands', () => {
  const save = readSave(bytes(profile));
  const edited = edits(
    save,
    { path: 'MetaResources[0].Count', op: 'set', value: 7 },
    { path: 'UnlockedFlags[0]', op: 'remove' },
    { path: 'UnlockedFlags[+]', op: 'insert', value: 9 },
  );
  expect(text(edited)).toBe(profile.replace('"Count": 100', '"Count": 7').replace('[ 5, 1 ]', '[ 1, 9 ]'));
});

it('shows flags as numbers and writes them back', () => {
  const file = new Uint8Array([5, 0, 0, 0, 70, 108, 97, 103, 0, 2, 0, 0, 0, 3, 0, 0, 0, 27, 0, 0, 0]);
  expect(recognise(file)).toBe('icarus-flags');
  const save = readSave(file);
  expect(views['document']?.(save)).toEqual({ name: 'Flag', flags: [3, 27] });
  expect(views['document']?.(edits(save, { path: 'flags[+]', op: 'insert', value: 40 }))).toEqual({
    name: 'Flag',
    flags: [3, 27, 40],
  });
});
