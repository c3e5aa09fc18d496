import type { Bot, BotInput, ParamsSchema } from '@bothy/contracts';
import { paramsOf, valuesOf, type ParamValues } from './param-values.js';

/** A schedule as it is typed. */
export interface ScheduleRow {
  cron: string;
  timeZone: string;
  missed: 'skip' | 'latest' | 'all';
  enabled: boolean;
  /** The cron text is written by hand, rather than chosen. */
  byHand: boolean;
  /** By name; of parameters that are gone since, too. */
  values: ParamValues;
}

export const blankSchedule = (): ScheduleRow => ({
  cron: '0 2 * * *',
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC',
  missed: 'skip',
  enabled: true,
  byHand: false,
  values: {},
});

export const schedulesOf = ({ schedules, params }: Pick<Bot, 'schedules' | 'params'>): ScheduleRow[] =>
  schedules.map(({ params: given, ...schedule }) => ({
    ...schedule,
    byHand: false,
    values: onlyGiven(valuesOf(params, given), given),
  }));

const onlyGiven = (values: ParamValues, given: object): ParamValues =>
  Object.fromEntries(Object.entries(values).filter(([name]) => name in given));

/** The parameters of a schedule as its fields show them: its own, else the defaults of now. */
export const scheduleValues = (row: ScheduleRow, schema: ParamsSchema): ParamValues => {
  const known = Object.entries(row.values).filter(([name]) => name in schema.properties);
  return { ...valuesOf(schema), ...Object.fromEntries(known) };
};

export const schedulesBody = (rows: readonly ScheduleRow[], schema: ParamsSchema): NonNullable<BotInput['schedules']> =>
  rows.map(({ byHand: _byHand, values: _values, ...row }, n) => ({
    ...row,
    params: paramsOf(schema, scheduleValues(rows[n] ?? blankSchedule(), schema), true),
  }));
