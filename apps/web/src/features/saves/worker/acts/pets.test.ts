// @vitest-environment node
import { diff, readSave, writeSave, type Save } from '@bothy/ue4-codec';
import { describe, expect, it } from 'vitest';
import { corpusPresent, readCorpus } from '../../../../../../../packages/ue4-codec/src/testing/corpus.js';
import { acts, views } from './index.js';
import type { Pet } from './pets.js';

const act = (save: Save, name: string, args: unknown): Save => readSave(writeSave(acts[name]?.(save, args) as Save));
const pets = (save: Save): Pet[] => views['pets']?.(save) as Pet[];
const paths = (before: Save, after: Save) => [...diff(before, after)].map(({ path }) => path);

const moa = { type: 'Moa', aiSetup: 'Mount_Moa', actorClass: 'BP_Mount_Moa_C' };

describe.runIf(corpusPresent)('real pets', () => {
  const save = readSave(readCorpus('icarus/Mounts.json'));

  it('are shown as plain data', () => {
    expect(structuredClone(pets(save))).toHaveLength(10);
    expect(pets(save)[0]).toMatchObject({
      name: 'P05xxx',
      level: 22,
      experience: 59_750,
      health: 1164,
      skin: 0,
      talents: [],
    });
  });

  it('change name and level in both places', () => {
    const renamed = act(save, 'renamePet', { index: 1, name: 'Bracken' });
    expect(paths(save, renamed)).toEqual([
      'SavedMounts[1].RecorderBlob.BinaryData.MountName',
      'SavedMounts[1].MountName',
    ]);
    const levelled = act(save, 'setLevel', { index: 1, level: 12, experience: 20_000 });
    expect(pets(levelled)[1]).toMatchObject({ level: 12, experience: 20_000 });
    expect(paths(save, levelled)).toContain('SavedMounts[1].MountLevel');
    expect(paths(save, levelled)).toContain('SavedMounts[1].RecorderBlob.BinaryData.Experience');
  });

  it('show the level that they reached, and keep it with other experience', () => {
    const levels = pets(save).map(({ level }) => level);
    expect(Math.min(...levels)).toBeGreaterThan(1);
    const fed = act(save, 'setExperience', { index: 0, experience: 60_000 });
    expect(paths(save, fed)).toEqual(['SavedMounts[0].RecorderBlob.BinaryData.Experience']);
    expect(pets(fed)[0]).toMatchObject({ level: levels[0], experience: 60_000 });
  });

  it('learn and forget talents, and change their look', () => {
    const talents = [{ rowName: 'Creature_Base_Stamina_Horse', rank: 2 }];
    expect(pets(act(save, 'setTalents', { index: 0, talents }))[0]?.talents).toEqual(talents);
    expect(pets(act(save, 'setTalents', { index: 1, talents: [] }))[1]?.talents).toEqual([]);
    expect(pets(act(save, 'setSkin', { index: 0, skin: 2 }))[0]?.skin).toBe(2);
  });

  it('become of another species in all the places that tell it', () => {
    const changed = paths(save, act(save, 'setSpecies', { index: 0, species: moa }));
    const at = (name: string) => `SavedMounts[0].RecorderBlob.BinaryData.${name}`;
    expect(changed).toEqual(
      expect.arrayContaining([
        at('AISetupRowName'),
        at('ActorClassName'),
        at('ObjectFName'),
        at('ActorPathName'),
        'SavedMounts[0].MountType',
      ]),
    );
  });

  it('are cloned and created under ids of their own, revived and deleted', () => {
    const cloned = pets(act(save, 'clonePet', { index: 1, name: 'Twin' }));
    expect(cloned).toHaveLength(11);
    expect(new Set(cloned.map(({ id }) => id)).size).toBe(11);
    expect(cloned[10]).toMatchObject({ name: 'Twin', talents: pets(save)[1]?.talents });
    const created = pets(act(save, 'createPet', { template: 2, name: 'Fern', species: moa }));
    expect(created[10]).toMatchObject({ name: 'Fern', type: 'Moa', level: 1, experience: 0, talents: [] });
    expect(pets(act(save, 'revivePet', { index: 3, vitals: { health: 900, food: 100 } }))[3]?.health).toBe(900);
    expect(views['names']?.(save)).toMatchObject({ 'SavedMounts[0]': 'P05xxx' });
    expect(pets(act(save, 'deletePet', { index: 0 })).map(({ name }) => name)).toEqual(
      pets(save)
        .slice(1)
        .map(({ name }) => name),
    );
  });

  it('keep every byte of the others', () => {
    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    const original = text(readCorpus('icarus/Mounts.json'));
    const edited = text(writeSave(acts['renamePet']?.(save, { index: 0, name: 'P05xxy' }) as Save));
    // Everything behind the first pet is the very text of the file.
    const second = original.indexOf('"P14xxx"');
    expect(edited.slice(edited.indexOf('"P14xxx"'))).toBe(original.slice(second));
  });
});
