// @vitest-environment node
import { diff, find, prospectHash, readSave, writeSave, type Save } from '@bothy/ue4-codec';
import { describe, expect, it } from 'vitest';
import { corpusPresent, readCorpus } from '../../../../../../../packages/ue4-codec/src/testing/corpus.js';
import { acts, views } from './index.js';
import type { Names } from './names.js';
import type { Mission, Overview, RecorderCount, Structure } from './prospect.js';

const act = (save: Save, name: string, args: unknown): Save => acts[name]?.(save, args) as Save;
const view = <T>(save: Save, name: string): T => views[name]?.(save) as T;
const again = (save: Save): Save => readSave(writeSave(save));
const paths = (before: Save, after: Save) => [...diff(before, after)].map(({ path, kind }) => `${kind} ${path}`);

describe.runIf(corpusPresent)('a real prospect', () => {
  const save = readSave(readCorpus('icarus/prospect.json'));

  it('is shown as plain data', () => {
    const overview = view<Overview>(save, 'overview');
    expect(overview).toMatchObject({ id: 'Sp10', map: 'Terrain_016', difficulty: 'Medium', privacy: 'FriendsOnly' });
    expect(overview.members).toHaveLength(5);
    expect(structuredClone(view<RecorderCount[]>(save, 'recorders')).slice(0, 2)).toEqual([
      { component: 'ResourceDepositRecorderComponent', count: 645 },
      { component: 'VoxelRecorderComponent', count: 428 },
    ]);
    expect(structuredClone(view<Structure[]>(save, 'structures'))[0]).toMatchObject({
      item: 'Farming_CropPlot_T2_v2',
      count: 93,
    });
    expect(view<Mission[]>(save, 'missions')).toHaveLength(53);
  });

  it('changes settings in both copies, and nothing else', () => {
    const edited = again(act(act(act(save, 'setDifficulty', 'Hard'), 'setHardcore', true), 'setPrivacy', 'Private'));
    expect(paths(save, edited)).toEqual(['changed info.Difficulty', 'changed info.NoRespawns', 'changed LobbyPrivacy']);
    expect(find(edited, 'ProspectInfo.Difficulty')?.value).toBe('EMissionDifficulty::Hard');
    expect(find(edited, 'ProspectInfo.NoRespawns')?.value).toBe(true);
    expect(edited.kind === 'icarus-prospect' && prospectHash(edited).matches).toBe(true);
  });

  it('renames, sets the drop point and the insurance, and hands the claim on', () => {
    const [, second] = view<Overview>(save, 'overview').members;
    const id = { userId: second?.userId, slot: second?.slot };
    let edited = act(save, 'renameProspect', { id: 'Croft' });
    edited = again(act(act(act(edited, 'setDropPoint', 7), 'setInsurance', true), 'setHost', id));
    expect(view<Overview>(edited, 'overview')).toMatchObject({ id: 'Croft', dropPoint: 7, insurance: true, host: id });
    expect(find(edited, 'ProspectInfo.ProspectID')?.value).toBe('Croft');
    expect(find(edited, 'ProspectInfo.ClaimedAccountID')?.value).toBe(id.userId);
  });

  it('takes a member out with what is theirs', () => {
    const [member] = view<Overview>(save, 'overview').members;
    const edited = again(act(save, 'removeMember', { userId: member?.userId, slot: member?.slot }));
    const names = view<Names>(save, 'names');
    expect(names['info.AssociatedMembers[0]']).toBe(member?.characterName);
    expect(Object.values(names)).toContain('PlayerStateRecorderComponent');
    expect(view<Overview>(edited, 'overview').members).toHaveLength(4);
    const count = (of: Save, component: string) =>
      view<RecorderCount[]>(of, 'recorders').find((each) => each.component === component)?.count;
    expect(count(edited, 'PlayerStateRecorderComponent')).toBe(4);
    expect(count(edited, 'BedRecorderComponent')).toBe(count(save, 'BedRecorderComponent'));
  });

  it('resets just the missions that it is told', () => {
    const edited = again(act(save, 'resetMissions', { missions: ['OLY_Forest_Scan', 'OLY_Forest_Extermination'] }));
    const left = view<Mission[]>(edited, 'missions').map(({ mission }) => mission);
    expect(left).toHaveLength(51);
    expect(left).not.toContain('OLY_Forest_Scan');
    expect(paths(save, edited).every((path) => path.includes('MissionHistory'))).toBe(true);
  });

  it('clears the structures of a class', () => {
    const edited = again(act(save, 'clearStructures', { classes: ['BP_Campfire_C'] }));
    expect(view<Structure[]>(edited, 'structures').map(({ actorClass }) => actorClass)).not.toContain('BP_Campfire_C');
    const changes = paths(save, edited);
    expect(changes).toHaveLength(6);
    expect(changes.every((path) => path.startsWith('removed StateRecorderBlobs['))).toBe(true);
  });

  it('stays as it is where nothing is done', () => {
    const original = Buffer.from(readCorpus('icarus/prospect.json'));
    expect(original.equals(writeSave(act(save, 'clearStructures', { classes: [] })))).toBe(true);
    expect(original.equals(writeSave(act(save, 'setDifficulty', 'Medium')))).toBe(true);
  });

  it('has nothing to show of other kinds, and refuses their acts', () => {
    expect(views['pets']?.(save)).toBeUndefined();
    expect(views['document']?.(save)).toBeUndefined();
    expect(() => act(save, 'renamePet', { index: 0, name: 'x' })).toThrow('icarus-mounts');
  });
});
