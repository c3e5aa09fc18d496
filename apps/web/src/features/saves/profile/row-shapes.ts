import type { Json } from '@bothy/ue4-codec';
import type { Talents } from '../data/index.js';
import type { RowShape } from './json-values.js';

/** How the files of ICARUS write their rows, and how a new one is written. */

export const currencyShape: RowShape = { row: ['MetaRow'], fields: { Count: 'Count' } };
export const freshCurrency = (row: string): Json => ({ MetaRow: row, Count: 0 });

export function talentShape(known: Talents | undefined): RowShape {
  return { row: ['RowName'], fields: { Rank: 'Rank' }, max: (row) => known?.maxRanks[row] };
}
export const freshTalent = (row: string): Json => ({ RowName: row, Rank: 1 });

export const bestiaryShape: RowShape = { row: ['BestiaryGroup', 'RowName'], fields: { NumPoints: 'Points' } };
export const freshBestiary = (row: string): Json => ({
  BestiaryGroup: { RowName: row, DataTableName: 'D_BestiaryData' },
  NumPoints: 0,
});

export const fishShape: RowShape = {
  row: ['FishRow', 'RowName'],
  fields: {
    CaughtCount: 'Caught',
    MaxQuality: 'Best quality',
    MaxWeight: 'Greatest weight',
    MaxLength: 'Greatest length',
  },
};
export const freshFish = (row: string): Json => ({
  FishRow: { RowName: row, DataTableName: 'D_FishData' },
  MaxQuality: 0,
  MaxWeight: 0,
  MaxLength: 0,
  CaughtCount: 0,
});

export const accoladeShape: RowShape = { row: ['Accolade', 'RowName'], fields: {} };

/** `2026.11.21-12.05.00`, as the game writes when something was completed. */
export function gameTime(date: Date): string {
  const [day = '', time = ''] = date.toISOString().slice(0, 19).split('T');
  return `${day.replaceAll('-', '.')}-${time.replaceAll(':', '.')}`;
}

export const freshAccolade = (row: string): Json => ({
  Accolade: { RowName: row, DataTableName: 'D_Accolades' },
  TimeCompleted: gameTime(new Date()),
  ProspectID: '',
});
