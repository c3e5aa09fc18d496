/**
 * Facts of ICARUS, as other people's tables tell them: each file names its source and its date. They are fetched by the
 * panel that needs them. What is not in them is shown by its own name; nothing is guessed.
 */

export type Names = Readonly<Record<string, string>>;

export interface Talents {
  /** By row name; '' where no name is known. */
  readonly names: Names;
  readonly maxRanks: Readonly<Record<string, number>>;
}

export interface Species {
  /** `MountType` */
  readonly key: string;
  readonly name: string;
  /** `AISetupRowName` */
  readonly setup: string;
  readonly blueprint: string;
  readonly rideable: boolean;
  /** Names of the skins by their number, where they are known. */
  readonly skins?: Names;
}

/** What each mission needs to have been done, by the tree that they stand in. */
export type MissionTrees = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

export interface Settings {
  readonly difficulties: Names;
  readonly privacies: Names;
}

export const loadSettings = async (): Promise<Settings> => (await import('./settings.json')).default;
export const loadProspectNames = async (): Promise<Names> => (await import('./prospects.json')).default.names;
export const loadMissions = async (): Promise<MissionTrees> => (await import('./missions.json')).default.trees;
export const loadSpecies = async (): Promise<readonly Species[]> =>
  (await import('./species.json')).default.species as readonly Species[];
export const loadPetTalents = async (): Promise<Talents> => (await import('./pet-talents.json')).default;
export const loadTalents = async (): Promise<Talents> => (await import('./talents.json')).default;
export const loadCurrencies = async (): Promise<Names> => (await import('./currencies.json')).default.names;
export const loadAccolades = async (): Promise<Names> => (await import('./accolades.json')).default.names;
export const loadTrackers = async (): Promise<Names> => (await import('./trackers.json')).default.names;
/** The index of a name is the number of its flag. */
export const loadAccountFlags = async (): Promise<readonly string[]> =>
  (await import('./account-flags.json')).default.flags;
export const loadCharacterFlags = async (): Promise<readonly string[]> =>
  (await import('./character-flags.json')).default.flags;
export const loadBestiary = async (): Promise<Names> => unnamed((await import('./bestiary.json')).default.rows);
export const loadFish = async (): Promise<Names> => unnamed((await import('./fish.json')).default.rows);

export interface Items {
  readonly names: Names;
  /** The most an item can have, where it is known. */
  readonly durability: Readonly<Record<string, number>>;
}

export const loadItems = async (): Promise<Items> => (await import('./items.json')).default;

/** Rows whose names are not known. */
function unnamed(rows: readonly string[]): Names {
  return Object.fromEntries(rows.map((row) => [row, '']));
}

/** The name of a row, or the row itself where none is known. */
export function nameOf(names: Names | undefined, row: string): string {
  return (names && Object.hasOwn(names, row) && names[row]) || row;
}
