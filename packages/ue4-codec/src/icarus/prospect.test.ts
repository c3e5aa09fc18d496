import { describe, expect, it } from 'vitest';
import { SaveError } from '../errors.js';
import { defaultLimits } from '../limits.js';
import type { Json } from '../json/json.js';
import { createRegistry } from '../registry.js';
import { engineKnowledge } from '../structs/engine-structs.js';
import { corpusPresent, readCorpus } from '../testing/corpus.js';
import { icarusKnowledge } from './knowledge.js';
import { missionCascade } from './missions.js';
import { listIn, numberIn, structsIn, textIn } from './property-edit.js';
import { prospectHash, readProspect, writeProspect } from './prospect-save.js';
import { Prospect } from './prospect.js';
import { components } from './recorders.js';
import { setTwin } from './twin.js';

const registry = createRegistry(icarusKnowledge, engineKnowledge);
const read = (bytes: Uint8Array) => Prospect.from(readProspect(bytes, registry, defaultLimits));

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return error instanceof SaveError ? error.code : String(error);
  }
  return 'nothing thrown';
}

/** What a field says among the properties, as the JSON would say it. */
function binary(prospect: Prospect, name: string): unknown {
  const info = listIn(prospect.save.properties, 'ProspectInfo');
  const value = info?.value(name);
  return typeof value === 'string' ? value.replace(/^.*::/u, '') : value;
}

function memberNames(prospect: Prospect): unknown[] {
  const info = listIn(prospect.save.properties, 'ProspectInfo');
  return info === undefined ? [] : structsIn(info, 'AssociatedMembers').map((one) => textIn(one, 'UserID'));
}

/** The same after it was written and read. */
function again(prospect: Prospect): Prospect {
  const back = read(writeProspect(prospect.save));
  expect(prospectHash(back.save).matches).toBe(true);
  return back;
}

describe.runIf(corpusPresent)('a prospect (the corpus is present)', () => {
  const bytes = () => readCorpus('icarus/prospect.json');
  const host = '76561190000000002';
  const guest = { userId: '76561190000000004', slot: 0 };

  it('tells what it is', () => {
    const { info } = read(bytes());
    expect(info).toMatchObject({
      id: 'Sp10',
      lobbyName: '',
      prospect: 'Outpost006_Olympus',
      map: 'Terrain_016',
      state: 'Active',
      difficulty: 'Medium',
      insurance: false,
      hardcore: false,
      dropPoint: 0,
      privacy: 'FriendsOnly',
      elapsedSeconds: 237_851,
      host: { userId: host, slot: 0 },
    });
    expect(info.savedAt).toBe('2024-12-07T11:09:58.682');
    expect(info.members.map(({ userId }) => userId.slice(-1))).toEqual(['4', '3', '1', '2', '5']);
    expect(info.members[3]).toEqual({
      userId: host,
      slot: 0,
      accountName: 'P16x',
      characterName: 'P16x',
      experience: 1_610_712,
      status: 'Prospect_Conifer',
      settled: false,
      playing: false,
    });
  });

  it('sets what both copies tell in both', () => {
    const before = read(bytes());
    const after = again(
      before
        .rename({ id: 'Büro', lobbyName: 'Lobby "1"' })
        .setDifficulty('Hard')
        .setHardcore(true)
        .setInsurance(true)
        .setDropPoint(3)
        .setPrivacy('Private')
        .setHost(guest),
    );
    expect(after.info).toMatchObject({
      id: 'Büro',
      lobbyName: 'Lobby "1"',
      difficulty: 'Hard',
      hardcore: true,
      insurance: true,
      dropPoint: 3,
      privacy: 'Private',
      host: guest,
    });
    const told = [
      'ProspectID',
      'LobbyName',
      'Difficulty',
      'NoRespawns',
      'Insurance',
      'SelectedDropPoint',
      'ClaimedAccountID',
      'ClaimedAccountCharacter',
    ];
    expect(told.map((name) => binary(after, name))).toEqual([
      'Büro',
      'Lobby "1"',
      'Hard',
      true,
      true,
      3,
      guest.userId,
      0,
    ]);
    expect(textIn(after.save.properties, 'LobbyPrivacy')).toBe('ELobbyPrivacy::Private');
    expect(before.info.id).toBe('Sp10');
    const undone = after
      .rename({ id: 'Sp10', lobbyName: '' })
      .setDifficulty('Medium')
      .setHardcore(false)
      .setInsurance(false)
      .setDropPoint(0)
      .setPrivacy('FriendsOnly')
      .setHost({ userId: host, slot: 0 });
    expect(Buffer.compare(writeProspect(undone.save), bytes())).toBe(0);
  });

  it('takes a member out, with body, rocket and history', () => {
    const before = read(bytes());
    const after = again(before.removeMember(guest));
    expect(after.members.map(({ userId }) => userId.slice(-1))).toEqual(['3', '1', '2', '5']);
    expect(memberNames(after)).toEqual(after.members.map(({ userId }) => userId));
    const count = (prospect: Prospect, component: string) =>
      prospect.recorders.filter((one) => one.component === component).length;
    const own = [components.player, components.playerState, components.rocket, components.rocketSpawn];
    expect(own.map((one) => count(before, one))).toEqual([5, 5, 5, 5]);
    expect(own.map((one) => count(after, one))).toEqual([4, 4, 4, 4]);
    expect(after.recorders.length).toBe(before.recorders.length - 4);
    const history = after.recorders.find((one) => one.component === components.playerHistory)?.data;
    expect(
      history === undefined
        ? []
        : structsIn(history, 'SavedHistoryData').map((one) => textIn(one, 'UserID')?.slice(-1)),
    ).toEqual(['2', '5', '3', '1']);
    expect(codeOf(() => after.removeMember(guest))).toBe('bad-path');
  });

  it('resets missions with those that need them', () => {
    const before = read(bytes());
    expect(before.missions.length).toBe(53);
    expect(before.missions[5]).toEqual({
      index: 5,
      mission: 'OLY_Forest_Survey',
      status: 'completed',
      endTime: 94_922,
    });
    const table = [
      { rowName: 'Prospect_OLY_Forest_Scan', requires: ['Prospect_OLY_Forest_Survey'] },
      { rowName: 'Prospect_OLY_Forest_Research', requires: ['Prospect_OLY_Forest_Scan'] },
    ];
    const after = again(before.resetMissions(['OLY_Forest_Survey'], table));
    expect(after.missions.length).toBe(53 - 4);
    expect(after.missions.some(({ mission }) => /Forest_(?:Survey|Scan|Research)/u.test(mission))).toBe(false);
    expect(after.missions.some(({ mission }) => mission === 'OLY_Forest_Construction')).toBe(true);
    const none = before.resetMissions(['Nothing']);
    expect(none.save.properties).toBe(before.save.properties);
  });

  it('counts and clears structures', () => {
    const before = read(bytes());
    const plots = before.structures.find(({ actorClass }) => actorClass === 'BP_Crop_Plot_T2_v2_C');
    expect(plots).toMatchObject({ component: 'CropPlotRecorderComponent', count: 93, pieces: 93 });
    const grids = before.structures.find(({ actorClass }) => actorClass === 'BP_Grid_Base_C');
    expect(grids?.count).toBe(18);
    expect(grids?.pieces).toBeGreaterThan(75);
    expect(before.structures.reduce((sum, { count }) => sum + count, 0)).toBe(276 + 164 + 18 + 16 + 16 + 4 + 3);
    const after = again(before.clearStructures(['BP_Crop_Plot_T2_v2_C', 'BP_Voxel_GEN_05_C']));
    expect(after.recorders.length).toBe(before.recorders.length - 93);
    expect(after.structures.some(({ actorClass }) => actorClass === 'BP_Crop_Plot_T2_v2_C')).toBe(false);
  });

  it('lists its recorders', () => {
    const { recorders } = read(bytes());
    expect(recorders[0]).toMatchObject({
      index: 0,
      className: '/Script/Icarus.EnzymeGeyserRecorderComponent',
      component: 'EnzymeGeyserRecorderComponent',
      sizeBytes: 3226,
    });
  });
});

describe.runIf(corpusPresent)('the twins of ProspectInfo (the corpus is present)', () => {
  const prospect = () => read(readCorpus('icarus/prospect.json'));
  const members = (one: Prospect) => one.save.document.value(['ProspectInfo', 'AssociatedMembers']) as Json[];

  it('are set inside a member', () => {
    const save = setTwin(
      setTwin(prospect().save, ['AssociatedMembers', 3, 'Experience'], 7),
      ['AssociatedMembers', 3, 'Status'],
      'Prospect_Arctic',
    );
    const after = again(Prospect.from(save));
    expect(after.members[3]).toMatchObject({ experience: 7, status: 'Prospect_Arctic' });
    const info = listIn(after.save.properties, 'ProspectInfo');
    const third = info === undefined ? undefined : structsIn(info, 'AssociatedMembers')[3];
    expect(third === undefined ? [] : [numberIn(third, 'Experience'), textIn(third, 'Status')]).toEqual([
      7,
      'EProspectLocation::Prospect_Arctic',
    ]);
  });

  it('are set as a whole list, each member by who it is', () => {
    const before = prospect();
    const list = members(before);
    const newcomer = { ...(list[0] as { [key: string]: Json }), UserID: '1', CharacterName: 'New' };
    const after = again(Prospect.from(setTwin(before.save, ['AssociatedMembers'], [newcomer, ...list.toReversed()])));
    expect(memberNames(after)).toEqual(['1', ...before.members.map(({ userId }) => userId).toReversed()]);
    const back = setTwin(after.save, ['AssociatedMembers'], list);
    expect(Buffer.compare(writeProspect(back), readCorpus('icarus/prospect.json'))).toBe(0);
  });

  it.each([
    [['Nothing'], 1, 'bad-path'],
    [[], 1, 'bad-path'],
    [['Difficulty'], 1, 'bad-value'],
    [['Difficulty'], '', 'bad-value'],
    [['NoRespawns'], 'yes', 'bad-value'],
    [['SelectedDropPoint'], 1.5, 'bad-value'],
    [['SelectedDropPoint'], 2 ** 40, 'bad-value'],
    [['AssociatedMembers'], [{ UserID: '1', ChrSlot: 0 }], 'bad-value'],
    [['AssociatedMembers', 9, 'ChrSlot'], 1, 'bad-path'],
  ] as const)('refuse %j: %j', (path, value, code) => {
    expect(codeOf(() => setTwin(prospect().save, path, value as Json))).toBe(code);
  });

  it('are left as they are by a value that they have', () => {
    const { save } = prospect();
    const same = setTwin(save, ['Difficulty'], 'Medium');
    expect(same.properties).toBe(save.properties);
    expect(same.document).toBe(save.document);
  });
});

describe('the cascade of missions', () => {
  it('follows what they need, in circles too', () => {
    const table = [
      { rowName: 'Prospect_A', requires: ['Prospect_C'] },
      { rowName: 'Prospect_B', requires: ['Prospect_A'] },
      { rowName: 'Prospect_C', requires: ['Prospect_B'] },
      { rowName: 'Prospect_D', requires: [] },
    ];
    expect(missionCascade(['A'], table)).toEqual(['A', 'Prospect_B', 'Prospect_C']);
    expect(missionCascade(['prospect_d', 'X'], table)).toEqual(['prospect_d', 'X']);
  });
});
