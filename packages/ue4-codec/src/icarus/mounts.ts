import { SaveError } from '../errors.js';
import { isObject, type Json } from '../json/json.js';
import { PropertyList } from '../properties/property-list.js';
import type { MountRecorder, MountsSave } from '../save.js';
import type { JsonInput } from './json-style.js';
import { freshId, usedIds, withActorClass, withId } from './mount-identity.js';
import { talentsOf, variableOf, withTalents, withVariable, type MountTalent } from './mount-values.js';
import { savedMounts } from './mounts-save.js';
import { changed, listIn, numberIn, textIn, withJson, withJsonIfThere, withStructs } from './property-edit.js';

/** A pet as its file tells it. What stands in its bytes is undefined where those are not understood. */
export interface Mount {
  readonly index: number;
  readonly name: string;
  /** `MountType`: the row name of the species. */
  readonly type: string;
  readonly icon: string;
  /** `MountLevel`, which the game shows. */
  readonly level: number;
  readonly experience: number | undefined;
  /** `IcarusActorGUID` */
  readonly id: number | undefined;
  readonly aiSetup: string | undefined;
  readonly actorClass: string | undefined;
  readonly health: number | undefined;
  readonly skin: number | undefined;
  readonly owner: string | undefined;
  readonly talents: readonly MountTalent[];
}

/** What a species writes into a pet, as a table of the game tells it. */
export interface MountSpecies {
  /** `MountType` */
  readonly type: string;
  /** `AISetupRowName` */
  readonly aiSetup: string;
  /** Class of the blueprint: `BP_Mount_Horse_C`. */
  readonly actorClass: string;
  /** `MountIconName`, where the species has one of its own; otherwise the pet keeps its. */
  readonly icon?: string;
}

/** What a pet needs to live. What is not given stays. */
export interface MountVitals {
  readonly health: number;
  readonly stamina?: number;
  readonly food?: number;
  readonly water?: number;
  readonly oxygen?: number;
}

const skinName = 'CosmeticSkinIndex';
const newLevel = 1;

/** The pets of a player. Every act returns another file of pets. */
export class Mounts {
  private constructor(readonly save: MountsSave) {}

  static from(save: MountsSave): Mounts {
    return new Mounts(save);
  }

  /** All pets, in order. */
  get list(): Mount[] {
    return this.save.recorders.map((_, index) => this.at(index));
  }

  at(index: number): Mount {
    this.check(index);
    const properties = this.save.recorders[index]?.properties ?? PropertyList.of([]);
    const character = listIn(properties, 'CharacterRecord');
    return {
      index,
      name: String(this.field(index, 'MountName') ?? ''),
      type: String(this.field(index, 'MountType') ?? ''),
      icon: String(this.field(index, 'MountIconName') ?? ''),
      level: Number(this.field(index, 'MountLevel') ?? 0),
      experience: numberIn(properties, 'Experience'),
      id: numberIn(properties, 'IcarusActorGUID'),
      aiSetup: textIn(properties, 'AISetupRowName'),
      actorClass: textIn(properties, 'ActorClassName'),
      health: character === undefined ? undefined : numberIn(character, 'CurrentHealth'),
      skin: variableOf(properties, skinName),
      owner: textIn(properties, 'OwnerName'),
      talents: talentsOf(properties),
    };
  }

  rename(index: number, name: string): Mounts {
    return this.text(index, { MountName: name }).bytes(index, (list) =>
      withJson(list, 'MountName', name, this.save.archive),
    );
  }

  /** Another level. The game shows the level and counts on from the experience: give what a table tells for the level. */
  setLevel(index: number, level: number, experience: number): Mounts {
    if (!Number.isInteger(level) || level < 0) throw new SaveError('bad-value', `${level} is no level`);
    return this.text(index, { MountLevel: level }).bytes(index, (list) =>
      withVariable(
        withJson(list, 'Experience', experience, this.save.archive),
        'LastLevelAchieved',
        level,
        this.save.archive,
      ),
    );
  }

  /** Other talents; an empty list gives all points back. */
  setTalents(index: number, talents: readonly MountTalent[]): Mounts {
    return this.bytes(index, (list) => withTalents(list, talents, this.save.archive));
  }

  /** Another look, by the number of the skin. */
  setSkin(index: number, skin: number): Mounts {
    if (this.at(index).skin === undefined) throw new SaveError('bad-path', `pet ${index} has no ${skinName}`);
    return this.bytes(index, (list) => withVariable(list, skinName, skin, this.save.archive));
  }

  /** Another species. Talents belong to a species: those of the old one go, unless others are given. */
  setSpecies(index: number, species: MountSpecies, talents: readonly MountTalent[] = []): Mounts {
    const { archive } = this.save;
    const { type, icon, aiSetup, actorClass } = species;
    return this.text(index, { MountType: type, ...(icon === undefined ? {} : { MountIconName: icon }) }).bytes(
      index,
      (list) => {
        const classed = withActorClass(withJson(list, 'AISetupRowName', aiSetup, archive), actorClass, archive);
        return withTalents(classed, talents, archive);
      },
    );
  }

  /** Brings a pet back to life, or back to strength. */
  revive(index: number, vitals: MountVitals): Mounts {
    const { archive } = this.save;
    if (!(vitals.health > 0)) throw new SaveError('bad-value', 'a living pet has health');
    const levels = {
      Stamina: vitals.stamina,
      FoodLevel: vitals.food,
      WaterLevel: vitals.water,
      OxygenLevel: vitals.oxygen,
    };
    return this.bytes(index, (list) => {
      const alive = changed(list, 'CharacterRecord', ({ value }) => {
        if (!(value instanceof PropertyList)) throw new SaveError('bad-value', 'the CharacterRecord is not understood');
        return withJson(value, 'CurrentHealth', vitals.health, archive);
      });
      return Object.entries(levels).reduce(
        (next, [name, level]) => (level === undefined ? next : withJsonIfThere(next, name, level, archive)),
        alive,
      );
    });
  }

  /** Puts a copy behind the last pet, under an id of its own (`id`, or a fresh one). */
  clone(index: number, options: { readonly name?: string; readonly id?: number } = {}): Mounts {
    return this.add(this, index, options);
  }

  /**
   * Puts a new pet behind the last one: of that species, at level 1, with no talents, no experience and no belongings.
   * Its form is taken from a pet of this file, or of another.
   */
  create(
    species: MountSpecies,
    options: {
      readonly name: string;
      readonly id?: number;
      readonly form?: { readonly from: Mounts; readonly index: number };
    },
  ): Mounts {
    const { from, index } = options.form ?? { from: this, index: 0 };
    const { archive } = this.save;
    const added = this.add(from, index, options);
    const last = added.save.recorders.length - 1;
    return added
      .setSpecies(last, species)
      .setLevel(last, newLevel, 0)
      .bytes(last, (list) =>
        list.get('SavedInventories') === undefined
          ? list
          : withStructs(list, 'SavedInventories', (items) =>
              items.map((item) =>
                item instanceof PropertyList && item.get('Slots') !== undefined
                  ? withStructs(item, 'Slots', (slots) => (slots.length === 0 ? slots : []))
                  : item,
              ),
            ),
      )
      .bytes(last, (list) => withVariable(list, skinName, 0, archive));
  }

  remove(index: number): Mounts {
    this.check(index);
    const { save } = this;
    return new Mounts({
      ...save,
      document: save.document.remove([savedMounts, index]),
      recorders: save.recorders.toSpliced(index, 1),
    });
  }

  private add(from: Mounts, index: number, { name, id }: { readonly name?: string; readonly id?: number }): Mounts {
    from.check(index);
    const source = from.save.recorders[index];
    const json = from.save.document.value([savedMounts, index]);
    if (source === undefined || !isObject(json))
      throw new SaveError('bad-value', `the bytes of pet ${index} are not understood`);
    const own = id ?? freshId(this.save);
    if (usedIds(this.save).has(own)) throw new SaveError('bad-value', `there is a pet ${own} already`);
    const { save } = this;
    const last = save.recorders.length;
    // Of its bytes, the text needs the first only: it shows how numbers are laid out. Writing puts in the others.
    const bare: JsonInput = {
      ...json,
      DatabaseGUID: 'noguid',
      ...(json['MountIconName'] === String(from.at(index).id) ? { MountIconName: String(own) } : {}),
      RecorderBlob: { ...(isObject(json['RecorderBlob']) ? json['RecorderBlob'] : {}), BinaryData: [0] },
    };
    const recorder: MountRecorder = {
      properties: withId(source.properties, own, save.archive),
      tail: source.tail,
      stored: PropertyList.of([]),
    };
    const added = new Mounts({
      ...save,
      document: save.document.insert([savedMounts], last, bare),
      recorders: [...save.recorders, recorder],
    });
    return name === undefined ? added : added.rename(last, name);
  }

  private field(index: number, name: string): Json | undefined {
    return this.save.document.value([savedMounts, index, name]);
  }

  private check(index: number): void {
    if (this.save.recorders.length > index && index >= 0 && Number.isInteger(index)) return;
    throw new SaveError('bad-path', `there is no pet ${index} among ${this.save.recorders.length}`);
  }

  /** Sets members of a pet in the text. */
  private text(index: number, values: Readonly<Record<string, string | number>>): Mounts {
    this.check(index);
    const document = Object.entries(values).reduce(
      (next, [name, value]) =>
        next.value([savedMounts, index, name]) === value ? next : next.setProperty([savedMounts, index], name, value),
      this.save.document,
    );
    return new Mounts({ ...this.save, document });
  }

  /** Changes what a pet has in its bytes. */
  private bytes(index: number, change: (properties: PropertyList) => PropertyList): Mounts {
    this.check(index);
    const recorder = this.save.recorders[index];
    if (recorder === undefined) throw new SaveError('bad-value', `the bytes of pet ${index} are not understood`);
    const recorders = this.save.recorders.with(index, { ...recorder, properties: change(recorder.properties) });
    return new Mounts({ ...this.save, recorders });
  }
}
