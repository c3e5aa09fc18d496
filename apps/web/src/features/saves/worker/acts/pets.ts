import { Mounts, type Save } from '@bothy/ue4-codec';
import { act, expectKind, type Act, type View } from './registry.js';

export type Pet = Mounts['list'][number];
export type PetTalent = Pet['talents'][number];
export type SpeciesRow = Parameters<Mounts['setSpecies']>[1];
export type Vitals = Parameters<Mounts['revive']>[1];

function petsIn(save: Save): Mounts {
  return Mounts.from(expectKind(save, 'icarus-mounts'));
}

export const petViews: Readonly<Record<string, View>> = {
  pets: (save) => (save.kind === 'icarus-mounts' ? Mounts.from(save).list : undefined),
};

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
