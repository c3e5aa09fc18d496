import { SaveError } from '../errors.js';
import type { Json } from '../json/json.js';
import type { ProspectSave } from '../save.js';
import { membersOf, withHost, withoutMember, type CharacterId, type Member } from './members.js';
import { missionCascade, missionsOf, withoutMissions, type MissionRow, type RecordedMission } from './missions.js';
import { changed, textIn } from './property-edit.js';
import { recordersOf, type Recorder } from './recorders.js';
import { structuresOf, withoutStructures, type StructureCount } from './structures.js';
import { infoName, setTwin } from './twin.js';

/** What a prospect tells of itself. */
export interface ProspectOverview {
  /** `ProspectID`: its name, which is the name of its file too. */
  readonly id: string;
  readonly lobbyName: string;
  /** Row name of the prospect: `Outpost006_Olympus`. */
  readonly prospect: string;
  /** Row name of the mission it was begun for, '' for none. */
  readonly factionMission: string;
  /** `Terrain_016` */
  readonly map: string | undefined;
  /** `Active` */
  readonly state: string;
  /** `Medium` */
  readonly difficulty: string;
  readonly insurance: boolean;
  /** No respawns. */
  readonly hardcore: boolean;
  readonly dropPoint: number;
  /** `FriendsOnly` */
  readonly privacy: string | undefined;
  readonly elapsedSeconds: number;
  /** When the game saved it last: ISO 8601, without a time zone, as the game stores none. */
  readonly savedAt: string | undefined;
  readonly host: CharacterId;
  readonly members: readonly Member[];
}

const privacyName = 'LobbyPrivacy';

/**
 * A prospect of ICARUS as a player sees it. Every act returns another prospect; what both copies of `ProspectInfo` tell
 * is set in both.
 */
export class Prospect {
  private constructor(readonly save: ProspectSave) {}

  static from(save: ProspectSave): Prospect {
    return new Prospect(save);
  }

  /** What it tells of itself, in JSON where it is told twice. */
  get info(): ProspectOverview {
    const text = (name: string) => String(this.field(name) ?? '');
    const number = (name: string) => Number(this.field(name) ?? 0);
    return {
      id: text('ProspectID'),
      lobbyName: text('LobbyName'),
      prospect: text('ProspectDTKey'),
      factionMission: text('FactionMissionDTKey'),
      map: textIn(this.save.properties, 'ProspectMapName'),
      state: text('ProspectState'),
      difficulty: text('Difficulty'),
      insurance: this.field('Insurance') === true,
      hardcore: this.field('NoRespawns') === true,
      dropPoint: number('SelectedDropPoint'),
      privacy: textIn(this.save.properties, privacyName)?.replace(/^.*::/u, ''),
      elapsedSeconds: number('ElapsedTime'),
      savedAt: savedAt(this.save.properties.value('LastSavedDateTime')),
      host: { userId: text('ClaimedAccountID'), slot: number('ClaimedAccountCharacter') },
      members: this.members,
    };
  }

  /**
   * Another name. The game takes a prospect of another `id` for another prospect: loadouts that are out on it stay tied
   * to the old name, and the file must get the new one too.
   */
  rename(names: { readonly id?: string; readonly lobbyName?: string }): Prospect {
    if (names.id === '') throw new SaveError('bad-value', 'a prospect must have a name');
    const named = names.id === undefined ? this : this.set('ProspectID', names.id);
    return names.lobbyName === undefined ? named : named.set('LobbyName', names.lobbyName);
  }

  /** `Easy`, `Medium`, `Hard`, `Extreme`: what the game knows is not checked. */
  setDifficulty(difficulty: string): Prospect {
    return this.set('Difficulty', difficulty);
  }

  /** Whether nobody who died comes back by themselves. */
  setHardcore(on: boolean): Prospect {
    return this.set('NoRespawns', on);
  }

  setInsurance(on: boolean): Prospect {
    return this.set('Insurance', on);
  }

  /** The drop point by its number on the map. */
  setDropPoint(index: number): Prospect {
    return this.set('SelectedDropPoint', index);
  }

  /** Who may join: `FriendsOnly`, `Private`. */
  setPrivacy(privacy: string): Prospect {
    if (privacy === '') throw new SaveError('bad-value', 'a privacy must have a name');
    const { properties } = this.save;
    return this.with({
      ...this.save,
      properties: changed(properties, privacyName, ({ type }) => `${type.param(0)}::${privacy}`),
    });
  }

  get members(): Member[] {
    return membersOf(this.save);
  }

  /** Takes a character out, with body, rocket and history. What they brought along is lost unless it was insured. */
  removeMember(id: CharacterId): Prospect {
    if (!this.members.some(({ userId, slot }) => userId === id.userId && slot === id.slot)) {
      throw new SaveError('bad-path', `${id.userId} is no member in slot ${id.slot}`);
    }
    return this.with(withoutMember(this.save, id));
  }

  /** Makes a character the host. */
  setHost(id: CharacterId): Prospect {
    return this.with(withHost(this.save, id));
  }

  /** The missions on record. */
  get missions(): RecordedMission[] {
    return missionsOf(this.save);
  }

  /** Takes missions off the record, and with a table also all that need one of them, directly or not. */
  resetMissions(rowNames: Iterable<string>, table: readonly MissionRow[] = []): Prospect {
    return this.with(withoutMissions(this.save, missionCascade(rowNames, table)));
  }

  /** What players built or put down, by class. */
  get structures(): StructureCount[] {
    return structuresOf(this.save);
  }

  /** Removes all structures of some classes. */
  clearStructures(actorClasses: Iterable<string>): Prospect {
    return this.with(withoutStructures(this.save, actorClasses));
  }

  /** All recorders, in order. */
  get recorders(): Recorder[] {
    return recordersOf(this.save);
  }

  private field(name: string): Json | undefined {
    return this.save.document.value([infoName, name]);
  }

  private set(name: string, value: Json): Prospect {
    return this.with(setTwin(this.save, [name], value));
  }

  private with(save: ProspectSave): Prospect {
    return new Prospect(save);
  }
}

/** Ticks of 100 ns from the year 1 to 1970. */
const ticksTo1970 = 621_355_968_000_000_000n;
const ticksAMillisecond = 10_000n;
/** What a JavaScript date can tell, in milliseconds from 1970. */
const farthest = 8_640_000_000_000_000n;

function savedAt(value: unknown): string | undefined {
  const ticks = typeof value === 'object' && value !== null && 'Ticks' in value ? value.Ticks : undefined;
  if (typeof ticks !== 'bigint') return undefined;
  const milliseconds = (ticks - ticksTo1970) / ticksAMillisecond;
  if (milliseconds > farthest || milliseconds < -farthest) return undefined;
  return new Date(Number(milliseconds)).toISOString().replace(/Z$/u, '');
}
