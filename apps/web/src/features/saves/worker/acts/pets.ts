import { edit, find, formatPath, jsonText, Mounts, type Save } from '@bothy/ue4-codec';
import { act, expectKind, type Act, type View } from './registry.js';

/** A pet; its `level` is the one that it reached, where the file tells of one. */
export type Pet = Mounts['list'][number];
export type PetTalent = Pet['talents'][number];
export type SpeciesRow = Parameters<Mounts['setSpecies']>[1];
export type Vitals = Parameters<Mounts['revive']>[1];

function petsIn(save: Save): Mounts {
  return Mounts.from(expectKind(save, 'icarus-mounts'));
}

/** Where the recorder of a pet keeps its properties. */
const streamOf = (index: number) => ['SavedMounts', index, 'RecorderBlob', 'BinaryData'] as const;

/** `LastLevelAchieved`: the level in the game. `MountLevel` beside it may still be that of the day it was tamed. */
function levelReached(save: Save, index: number): number | undefined {
  const variables = [...streamOf(index), 'IntVariables'] as const;
  const count = find(save, formatPath(variables))?.count ?? 0;
  for (let at = 0; at < count; at += 1) {
    const name = find(save, formatPath([...variables, at, 'VariableName']));
    if (name === undefined || JSON.parse(jsonText(name)) !== 'LastLevelAchieved') continue;
    const level = find(save, formatPath([...variables, at, 'iVariable']))?.value;
    return typeof level === 'number' ? level : undefined;
  }
  return undefined;
}

function petsOf(save: Save): readonly Pet[] | undefined {
  if (save.kind !== 'icarus-mounts') return undefined;
  return Mounts.from(save).list.map((pet) => ({ ...pet, level: levelReached(save, pet.index) ?? pet.level }));
}

export const petViews: Readonly<Record<string, View>> = { pets: petsOf };

export interface RenamePet {
  readonly index: number;
  readonly name: string;
}

export interface SetLevel {
  readonly index: number;
  readonly level: number;
  /** The game counts on from it: no table of it is known, so it is given. */
  readonly experience: number;
}

/** Experience alone: the level stays. */
export interface SetExperience {
  readonly index: number;
  readonly experience: number;
}

export interface SetTalents {
  readonly index: number;
  readonly talents: readonly PetTalent[];
}

export interface SetSpecies {
  readonly index: number;
  readonly species: SpeciesRow;
}

export interface SetSkin {
  readonly index: number;
  readonly skin: number;
}

export interface RevivePet {
  readonly index: number;
  readonly vitals: Vitals;
}

export interface ClonePet {
  readonly index: number;
  readonly name: string;
}

export interface CreatePet {
  /** The pet whose form the new one takes. */
  readonly template: number;
  readonly name: string;
  readonly species: SpeciesRow;
}

export interface DeletePet {
  readonly index: number;
}

export const petActs: Readonly<Record<string, Act>> = {
  renamePet: act<RenamePet>((save, { index, name }) => petsIn(save).rename(index, name).save),
  setLevel: act<SetLevel>((save, { index, level, experience }) => petsIn(save).setLevel(index, level, experience).save),
  setExperience: act<SetExperience>((save, { index, experience }) =>
    edit(save, { path: formatPath([...streamOf(index), 'Experience']), op: 'set', value: experience }),
  ),
  setTalents: act<SetTalents>((save, { index, talents }) => petsIn(save).setTalents(index, talents).save),
  setSpecies: act<SetSpecies>((save, { index, species }) => petsIn(save).setSpecies(index, species).save),
  setSkin: act<SetSkin>((save, { index, skin }) => petsIn(save).setSkin(index, skin).save),
  revivePet: act<RevivePet>((save, { index, vitals }) => petsIn(save).revive(index, vitals).save),
  clonePet: act<ClonePet>((save, { index, name }) => petsIn(save).clone(index, { name }).save),
  createPet: act<CreatePet>((save, { template, name, species }) => {
    const pets = petsIn(save);
    return pets.create(species, { name, form: { from: pets, index: template } }).save;
  }),
  deletePet: act<DeletePet>((save, { index }) => petsIn(save).remove(index).save),
};
