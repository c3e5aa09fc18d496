import { expect, it } from 'vitest';
import { loadMissions, loadProspectNames } from './index.js';
import { alsoReset, isKnownMission, missionName } from './mission-cascade.js';

const trees = {
  A: { Prospect_One: [], Prospect_Two: ['Prospect_One'], Prospect_Three: ['PROSPECT_Two', 'Prospect_X'] },
};

it('resets what needs a mission, directly or over others, where it is on record', () => {
  expect([...alsoReset(['One'], ['One', 'Three', 'Other'], trees)]).toEqual(['Three']);
  expect([...alsoReset(['Prospect_Two'], ['Prospect_One', 'Prospect_Two', 'Prospect_Three'], trees)]).toEqual([
    'Prospect_Three',
  ]);
  expect(alsoReset(['Other'], ['One', 'Other'], trees).size).toBe(0);
  expect(alsoReset(['One'], ['One', 'Two'], undefined).size).toBe(0);
});

it('ends where missions need each other', () => {
  const ring = { A: { Prospect_One: ['Prospect_Two'], Prospect_Two: ['Prospect_One'] } };
  expect([...alsoReset(['One'], ['One', 'Two'], ring)]).toEqual(['Two']);
});

it('has the chains of the game', async () => {
  const real = await loadMissions();
  const recorded = ['OLY_Forest_Scan', 'OLY_Forest_Extermination', 'OLY_Glacier_Expedition', 'DYN_Tools'];
  expect([...alsoReset(['OLY_Forest_Scan'], recorded, real)]).toEqual(['OLY_Forest_Extermination']);
  expect([...alsoReset(['Prospect_OLY_Forest_Recon'], recorded, real)]).toEqual(recorded.slice(0, 3));
  expect([...alsoReset(['ELY_Story_1'], ['ELY_Story_6', 'PRO_Story_1'], real)]).toEqual(['ELY_Story_6']);
  expect(isKnownMission('OLY_Forest_Scan', real)).toBe(true);
  expect(isKnownMission('DYN_Tools', real)).toBe(false);
});

it('names a mission only by a row of the same name', async () => {
  const names = await loadProspectNames();
  expect(missionName('STYX_A_Expedition', names)).toBe('OMPHALOS');
  expect(missionName('Prospect_Styx_A_Expedition', names)).toBe('OMPHALOS');
  expect(missionName('OLY_Forest_Survey', names)).toBe('OLY_Forest_Survey');
  expect(missionName('OLY_Forest_Survey', undefined)).toBe('OLY_Forest_Survey');
});
