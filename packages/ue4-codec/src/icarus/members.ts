import { PropertyList } from '../properties/property-list.js';
import type { Json } from '../json/json.js';
import type { ProspectSave } from '../save.js';
import { changed, listIn, numberIn, textIn, withStructs } from './property-edit.js';
import { components, recordersOf, withoutRecorders, withRecorderData } from './recorders.js';
import { infoName, setTwin } from './twin.js';

/** A character of a player. */
export interface CharacterId {
  /** SteamID64 as a string. */
  readonly userId: string;
  readonly slot: number;
}

/** Someone who takes part in a prospect. */
export interface Member extends CharacterId {
  readonly accountName: string;
  readonly characterName: string;
  readonly experience: number;
  /** Where they are: `Prospect_Conifer`. */
  readonly status: string;
  readonly settled: boolean;
  readonly playing: boolean;
}

const membersName = 'AssociatedMembers';
const membersPath = [infoName, membersName];

/** The members as the JSON tells them. */
export function membersOf({ document }: ProspectSave): Member[] {
  const list = document.value(membersPath);
  return Array.isArray(list) ? list.map(memberOf) : [];
}

function memberOf(json: Json): Member {
  const fields = json !== null && typeof json === 'object' && !Array.isArray(json) ? json : {};
  return {
    userId: stringOf(fields['UserID']),
    slot: numberOf(fields['ChrSlot']),
    accountName: stringOf(fields['AccountName']),
    characterName: stringOf(fields['CharacterName']),
    experience: numberOf(fields['Experience']),
    status: stringOf(fields['Status']),
    settled: fields['Settled'] === true,
    playing: fields['IsCurrentlyPlaying'] === true,
  };
}

function stringOf(json: Json | undefined): string {
  return typeof json === 'string' ? json : '';
}

function numberOf(json: Json | undefined): number {
  return typeof json === 'number' ? json : 0;
}

function isOne(one: Partial<CharacterId>, { userId, slot }: CharacterId): boolean {
  return one.userId === userId && one.slot === slot;
}

/**
 * The prospect without a character: not among the members, nor in the history, and without body and rocket. What they
 * brought along is lost unless it was insured.
 */
export function withoutMember(save: ProspectSave, id: CharacterId): ProspectSave {
  const indexes = recordersOf(save).flatMap(({ index, component, data }) => {
    const owner = data === undefined ? undefined : ownerOf(component, data);
    return owner !== undefined && isOne(owner, id) ? [index] : [];
  });
  return withoutRecorders(withoutHistory(withoutListed(save, id), id), new Set(indexes));
}

function withoutListed(save: ProspectSave, id: CharacterId): ProspectSave {
  const places = membersOf(save).flatMap((member, index) => (isOne(member, id) ? [index] : []));
  const document = places.length === 0 ? save.document : save.document.edit([{ path: membersPath, without: places }]);
  const info = listIn(save.properties, infoName);
  if (info?.get(membersName) === undefined) return { ...save, document };
  const less = withStructs(info, membersName, (items) =>
    items.filter((item) => !(item instanceof PropertyList && isOne(characterIn(item, 'UserID'), id))),
  );
  return { ...save, document, properties: changed(save.properties, infoName, () => less) };
}

function withoutHistory(save: ProspectSave, id: CharacterId): ProspectSave {
  const history = 'SavedHistoryData';
  return recordersOf(save)
    .filter(({ component, data }) => component === components.playerHistory && data?.get(history) !== undefined)
    .reduce(
      (next, { index }) =>
        withRecorderData(next, index, (data) =>
          withStructs(data, history, (items) =>
            items.filter((item) => !(item instanceof PropertyList && isOne(characterIn(item, 'UserID'), id))),
          ),
        ),
      save,
    );
}

/** Whose a recorder is, where it is a player's own. */
function ownerOf(component: string, data: PropertyList): Partial<CharacterId> | undefined {
  switch (component) {
    case components.player:
    case components.playerState:
      return inStruct(data, 'PlayerCharacterID', 'PlayerID');
    case components.rocket:
      return inStruct(data, 'AssignedPlayerCharacterID', 'PlayerID');
    case components.rocketSpawn:
      return inStruct(data, 'SpawnRecord', 'AssignedPlayerID');
    default:
      return undefined;
  }
}

function inStruct(data: PropertyList, name: string, user: string): Partial<CharacterId> | undefined {
  const struct = listIn(data, name);
  return struct === undefined ? undefined : characterIn(struct, user);
}

function characterIn(list: PropertyList, user: string): Partial<CharacterId> {
  const userId = textIn(list, user);
  const slot = numberIn(list, 'ChrSlot');
  return { ...(userId === undefined ? {} : { userId }), ...(slot === undefined ? {} : { slot }) };
}

/** The prospect as the claim of another character: the host. */
export function withHost(save: ProspectSave, { userId, slot }: CharacterId): ProspectSave {
  return setTwin(setTwin(save, ['ClaimedAccountID'], userId), ['ClaimedAccountCharacter'], slot);
}
