import { expect, it } from 'vitest';
import { loadPetTalents, loadSpecies } from '../data/index.js';
import type { Pet } from '../worker/acts/pets.js';
import { isDead, levelGuide, skinName, speciesName, speciesRow, talentChoices, talentRows } from './pet-words.js';

const pet: Pet = {
  index: 0,
  name: 'Heather',
  type: 'Horse',
  icon: '814616',
  level: 22,
  experience: 59_750,
  id: 814_616,
  aiSetup: 'Mount_Horse',
  actorClass: 'BP_Mount_Horse_C',
  health: 1164,
  skin: 1,
  owner: 'Mairi',
  talents: [{ rowName: 'Creature_Base_Stamina_Horse', rank: 4 }],
};

it('names species and skins from the table, and shows what it does not have as it is', async () => {
  const table = await loadSpecies();
  expect(speciesName(pet, table)).toBe('Terrenus');
  expect(skinName(pet, table)).toBe('Brown');
  expect(skinName({ ...pet, skin: 7 }, table)).toBe('Variant 7');
  expect(skinName({ ...pet, skin: undefined }, table)).toBeUndefined();
  const other = { ...pet, actorClass: 'BP_Mount_Dragon_C', type: 'Dragon' };
  expect(speciesName(other, table)).toBe('Dragon');
  expect(speciesName(pet, undefined)).toBe('Horse');
  expect(table.map(speciesRow)).toContainEqual({ type: 'Moa', aiSetup: 'Mount_Moa', actorClass: 'BP_Mount_Moa_C' });
});

it('offers the talents of the species first, and never those that are there', async () => {
  const known = await loadPetTalents();
  const choices = talentChoices(pet, pet.talents, known);
  expect(choices[0]?.key).toContain('Horse');
  expect(choices.map(({ key }) => key)).not.toContain('Creature_Base_Stamina_Horse');
  const [row] = talentRows(pet.talents, known);
  expect(row?.fields).toEqual([{ key: 'rank', name: 'Rank', value: 4, min: 0, max: 4 }]);
});

it('knows the dead, and takes levels from other pets only', () => {
  expect([0, 1, undefined].map((health) => isDead({ ...pet, health }))).toEqual([true, false, false]);
  expect(levelGuide([pet, { ...pet, index: 1, level: 10, experience: 5 }], 0)).toEqual([{ level: 10, experience: 5 }]);
});
