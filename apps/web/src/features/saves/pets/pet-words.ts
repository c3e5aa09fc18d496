import { nameOf, type Species, type Talents } from '../data/index.js';
import { choicesOf, type NamedRow, type RowChoice } from '../preview/row-list.js';
import type { Pet, PetTalent, SpeciesRow } from '../worker/acts/pets.js';

/** The species in the table that a pet is of: told by the class of its actor, else by its type. */
export function speciesOf(pet: Pet, table: readonly Species[] | undefined): Species | undefined {
  return table?.find(({ blueprint }) => blueprint === pet.actorClass) ?? table?.find(({ key }) => key === pet.type);
}

export function speciesName(pet: Pet, table: readonly Species[] | undefined): string {
  return speciesOf(pet, table)?.name ?? (pet.type || 'Species not known');
}

/** What a species writes into a pet. */
export function speciesRow({ key, setup, blueprint }: Species): SpeciesRow {
  return { type: key, aiSetup: setup, actorClass: blueprint };
}

/** The look of a pet: by its name where that is known, else by its number. */
export function skinName(pet: Pet, table: readonly Species[] | undefined): string | undefined {
  if (pet.skin === undefined) return undefined;
  return speciesOf(pet, table)?.skins?.[String(pet.skin)] ?? `Variant ${pet.skin}`;
}

export function isDead({ health }: Pet): boolean {
  return health !== undefined && health <= 0;
}

/** What is wrong with a pet that it cannot be edited; undefined for all others. */
export function unreadable(pet: Pet): boolean {
  return pet.experience === undefined && pet.actorClass === undefined;
}

/** Levels and their experience as other pets of the file have them: the only table there is. */
export function levelGuide(
  pets: readonly Pet[],
  except: number,
): { readonly level: number; readonly experience: number }[] {
  return pets
    .filter(({ index, experience }) => index !== except && experience !== undefined)
    .map(({ level, experience = 0 }) => ({ level, experience }))
    .sort((a, b) => a.level - b.level || a.experience - b.experience);
}

export function talentRows(talents: readonly PetTalent[], known: Talents | undefined): NamedRow[] {
  return talents.map(({ rowName, rank }) => ({
    key: rowName,
    label: nameOf(known?.names, rowName),
    raw: rowName,
    fields: [{ key: 'rank', name: 'Rank', value: rank, min: 0, max: known?.maxRanks[rowName] }],
  }));
}

/** Talents that can be added: those whose row names the species, as its class does, come first. */
export function talentChoices(pet: Pet, talents: readonly PetTalent[], known: Talents | undefined): RowChoice[] {
  const word = /^BP_Mount_(.+)_C$/u.exec(pet.actorClass ?? '')?.[1]?.replaceAll('_', '') ?? '';
  const own = ({ key }: RowChoice) => word !== '' && key.split('_').includes(word);
  const choices = choicesOf(
    known?.names,
    talents.map(({ rowName }) => rowName),
  );
  return [...choices.filter(own), ...choices.filter((choice) => !own(choice))];
}
