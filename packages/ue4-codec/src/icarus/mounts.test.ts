import { describe, expect, it } from 'vitest';
import { SaveError } from '../errors.js';
import { defaultLimits } from '../limits.js';
import { createRegistry } from '../registry.js';
import { engineKnowledge } from '../structs/engine-structs.js';
import { corpusPresent, readCorpus } from '../testing/corpus.js';
import { icarusKnowledge } from './knowledge.js';
import { readMounts, writeMounts } from './mounts-save.js';
import { Mounts } from './mounts.js';
import { structsIn, textIn } from './property-edit.js';

const registry = createRegistry(icarusKnowledge, engineKnowledge);
const read = (bytes: Uint8Array) => Mounts.from(readMounts(bytes, registry, defaultLimits));
const again = (mounts: Mounts) => read(writeMounts(mounts.save));
const bytes = () => readCorpus('icarus/Mounts.json');
const tusker = { type: 'Tusker', aiSetup: 'Mount_Tusker', actorClass: 'BP_Mount_Tusker_C' };

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return error instanceof SaveError ? error.code : String(error);
  }
  return 'nothing thrown';
}

function textOfMount(mounts: Mounts, index: number, name: string): string | undefined {
  const recorder = mounts.save.recorders[index];
  return recorder === undefined ? undefined : textIn(recorder.properties, name);
}

describe.runIf(corpusPresent)('pets (the corpus is present)', () => {
  it('are told', () => {
    const { list } = read(bytes());
    expect(list.length).toBe(10);
    expect(list[1]).toMatchObject({
      index: 1,
      name: 'P14xxx',
      type: 'Horse',
      icon: '641985',
      level: 1,
      id: 641_985,
      aiSetup: 'Mount_Horse',
      actorClass: 'BP_Mount_Horse_C',
      health: 1725,
      skin: 0,
      owner: 'P16x',
    });
    expect(list[1]?.talents.length).toBe(17);
    expect(list[1]?.talents[2]).toEqual({ rowName: 'Creature_Base_WeightCapacity_Horse', rank: 3 });
  });

  it('get names and levels in both places', () => {
    const after = again(read(bytes()).rename(0, 'Jörg').setLevel(0, 50, 1_150_000));
    expect(after.at(0)).toMatchObject({ name: 'Jörg', level: 50, experience: 1_150_000 });
    expect(textOfMount(after, 0, 'MountName')).toBe('Jörg');
    const undone = after.rename(0, 'P05xxx').setLevel(0, 22, 59_750);
    const text = new TextDecoder().decode(writeMounts(undone.save));
    expect(text.replace('"MountLevel": 22', '"MountLevel": 1')).toBe(new TextDecoder().decode(bytes()));
  });

  it('learn and forget talents', () => {
    const before = read(bytes());
    const talents = before.at(1).talents;
    const after = again(before.setTalents(1, [...talents.slice(1), { rowName: 'Creature_New', rank: 2 }]));
    expect(after.at(1).talents).toEqual([...talents.slice(1), { rowName: 'Creature_New', rank: 2 }]);
    expect(Buffer.compare(writeMounts(after.setTalents(1, talents).save), bytes())).toBe(0);
    const first = again(before.setTalents(0, [{ rowName: 'Creature_Horse_Speed', rank: 1 }]));
    expect(first.at(0).talents).toEqual([{ rowName: 'Creature_Horse_Speed', rank: 1 }]);
    expect(again(first.setTalents(0, [])).at(0).talents).toEqual([]);
  });

  it('change their species in all places', () => {
    const after = again(read(bytes()).setSpecies(1, tusker, [{ rowName: 'Creature_Base_Health_Tusker', rank: 1 }]));
    expect(after.at(1)).toMatchObject({
      type: 'Tusker',
      icon: '641985',
      aiSetup: 'Mount_Tusker',
      actorClass: 'BP_Mount_Tusker_C',
    });
    expect(after.at(1).talents).toEqual([{ rowName: 'Creature_Base_Health_Tusker', rank: 1 }]);
    expect(textOfMount(after, 1, 'ObjectFName')).toBe('BP_Mount_Tusker_C_2147454411');
    expect(textOfMount(after, 1, 'ActorPathName')).toBe(
      '/Game/Maps/Terrain_016_OLY/Terrain_016.Terrain_016:PersistentLevel.BP_Mount_Tusker_C_2147454411',
    );
    expect(again(after.setSpecies(1, { ...tusker, icon: 'Icon' })).at(1)).toMatchObject({ icon: 'Icon', talents: [] });
  });

  it('change their look and come back to life', () => {
    const before = read(bytes());
    const after = again(
      before.setSkin(0, 2).revive(0, { health: 900, stamina: 300, food: 200, water: 150, oxygen: 100 }),
    );
    expect(after.at(0)).toMatchObject({ skin: 2, health: 900 });
    expect(after.save.recorders[0]?.properties.value('WaterLevel')).toBe(150);
    expect(after.save.recorders[0]?.properties.value('Stamina')).toBe(300);
    expect(codeOf(() => before.revive(0, { health: 0 }))).toBe('bad-value');
  });

  it('are cloned under ids of their own', () => {
    const before = read(bytes());
    const after = again(before.clone(1, { name: 'Twin' }).clone(1));
    expect(after.list.length).toBe(12);
    const ids = after.list.map(({ id }) => id);
    expect(new Set(ids).size).toBe(12);
    const twin = after.at(10);
    expect(twin).toMatchObject({
      name: 'Twin',
      type: 'Horse',
      icon: String(twin.id),
      experience: after.at(1).experience,
      talents: after.at(1).talents,
    });
    expect(textOfMount(after, 10, 'ObjectFName')).toBe(`BP_Mount_Horse_C_${twin.id}`);
    expect(textOfMount(after, 10, 'ActorPathName')?.endsWith(`BP_Mount_Horse_C_${twin.id}`)).toBe(true);
    expect(after.at(11).name).toBe('P14xxx');
    expect(Buffer.compare(writeMounts(after.remove(11).remove(10).save), bytes())).toBe(0);
    expect(codeOf(() => before.clone(1, { id: 641_985 }))).toBe('bad-value');
    expect(before.clone(1, { id: 5 }).at(10).id).toBe(5);
  });

  it('lay out the numbers of a clone as those of the others', () => {
    const before = read(bytes());
    const written = new TextDecoder().decode(writeMounts(before.clone(9, { id: 2_147_435_735 - 1 }).save));
    const lines = written.split('\n');
    expect(new Set(lines.map((line) => /^\t*/u.exec(line)?.[0].length)).size).toBe(6);
    const again = JSON.stringify(JSON.parse(written), null, '\t');
    expect(written).toBe(again);
  });

  it('are made anew, from a form', () => {
    const before = read(bytes());
    const after = again(before.create(tusker, { name: 'Neu' }));
    expect(after.at(10)).toMatchObject({
      name: 'Neu',
      type: 'Tusker',
      level: 1,
      experience: 0,
      talents: [],
      skin: 0,
      actorClass: 'BP_Mount_Tusker_C',
    });
    const none = Array.from({ length: 10 }).reduce<Mounts>((mounts) => mounts.remove(0), before);
    expect(none.list).toEqual([]);
    expect(codeOf(() => none.create(tusker, { name: 'Neu' }))).toBe('bad-path');
    const first = again(none.create(tusker, { name: 'Neu', form: { from: before, index: 4 } }));
    expect(first.list.map(({ name, type }) => [name, type])).toEqual([['Neu', 'Tusker']]);
    const inventories = first.save.recorders.flatMap((one) =>
      one === undefined ? [] : structsIn(one.properties, 'SavedInventories'),
    );
    expect(inventories.length).toBe(3);
    expect(inventories.every((one) => structsIn(one, 'Slots').length === 0)).toBe(true);
  });

  it('are left alone by what is wrong', () => {
    const mounts = read(bytes());
    expect(codeOf(() => mounts.rename(10, 'x'))).toBe('bad-path');
    expect(codeOf(() => mounts.remove(-1))).toBe('bad-path');
    expect(codeOf(() => mounts.setLevel(0, 1.5, 0))).toBe('bad-value');
    expect(codeOf(() => mounts.setLevel(0, 1, 2 ** 40))).toBe('bad-value');
    expect(Buffer.compare(writeMounts(mounts.save), bytes())).toBe(0);
  });
});
