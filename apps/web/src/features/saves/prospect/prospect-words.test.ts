import { expect, it } from 'vitest';
import { componentWords, initials, missionRows, playTime } from './prospect-words.js';

it('tells the time that was played', () => {
  expect(playTime(184_203)).toBe('51 h 10 m');
  expect(playTime(59)).toBe('0 h 00 m');
});

it('makes words of the class of a recorder, and drops nothing that it does not know', () => {
  expect(componentWords('ResourceDepositRecorderComponent')).toBe('Resource deposit');
  expect(componentWords('FLODTileRecorderComponent')).toBe('FLOD tile');
  expect(componentWords('IcarusMountCharacterRecorderComponent')).toBe('Mount character');
  expect(componentWords('Other_Thing')).toBe('Other_Thing');
});

it('makes initials', () => {
  expect(initials('Ailsa Reid')).toBe('AR');
  expect(initials('mairi')).toBe('MA');
  expect(initials('')).toBe('?');
});

it('counts how often a mission is on record', () => {
  const mission = (name: string, status: 'completed' | 'in-progress', index: number) =>
    ({ index, mission: name, status, endTime: 1 }) as const;
  const rows = missionRows(
    [mission('A', 'completed', 0), mission('B', 'completed', 1), mission('A', 'in-progress', 2)],
    { T: { Prospect_B: [] } },
  );
  expect(rows).toEqual([
    { mission: 'A', times: 2, status: 'In progress', running: true, known: false },
    { mission: 'B', times: 1, status: 'Completed', running: false, known: true },
  ]);
});
