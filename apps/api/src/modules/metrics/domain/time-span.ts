import { dayAfter, dayOf } from './moments.js';

/** From one beginning of an hour to another, the last not included. Null: from the first, or to the last there is. */
export interface TimeSpan {
  readonly from: Date | null;
  readonly to: Date | null;
}

/** Texts of one kind (`2026-11`, `2026-11-21`, `2026-11-21T15`) from one up to, and not with, another. */
export interface TextRange {
  readonly from: string;
  readonly to: string;
}

/** A span in the largest pieces for which there are figures: together they are all of it, and none meets another. */
export interface Pieces {
  readonly months: TextRange[];
  readonly days: TextRange[];
  /** Whole days, of whose hours those count that are not rolled up yet. */
  readonly open: TextRange[];
  /** Of days that are not whole. */
  readonly hours: TextRange[];
}

const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;
/** Before and behind all texts of a time. */
const first = '';
const last = '9999-99';

const floor = (at: Date, stepMs: number): number => Math.floor(at.getTime() / stepMs) * stepMs;
const ceil = (at: Date, stepMs: number): number => Math.ceil(at.getTime() / stepMs) * stepMs;

/** An instant stands for the hour it is in. */
export const hourSpan = (from: Date | null, to: Date | null): TimeSpan => ({
  from: from && new Date(floor(from, hourMs)),
  to: to && new Date(ceil(to, hourMs)),
});

/** The days that a span touches. */
export const wholeDays = ({ from, to }: TimeSpan): TimeSpan => ({
  from: from && new Date(floor(from, dayMs)),
  to: to && new Date(ceil(to, dayMs)),
});

/** Whether a span begins and ends with a day. */
export const isOfDays = ({ from, to }: TimeSpan): boolean =>
  [from, to].every((at) => at === null || at.getTime() % dayMs === 0);

export const piecesOf = ({ from, to }: TimeSpan): Pieces => {
  const firstDay = from ? dayOf(new Date(ceil(from, dayMs))) : first;
  const endDay = to ? dayOf(new Date(floor(to, dayMs))) : last;
  if (firstDay > endDay) return { months: [], days: [], open: [], hours: [{ from: hour(from), to: hour(to) }] };
  const edges = [
    { from: from ? hour(from) : first, to: hourOfDay(firstDay) },
    { from: hourOfDay(endDay), to: to ? hour(to) : last },
  ];
  return {
    ...inMonths(firstDay, endDay),
    open: notEmpty([{ from: hourOfDay(firstDay), to: hourOfDay(endDay) }]),
    hours: notEmpty([...(from ? edges.slice(0, 1) : []), ...(to ? edges.slice(1) : [])]),
  };
};

const inMonths = (firstDay: string, endDay: string): Pick<Pieces, 'months' | 'days'> => {
  const firstMonth = firstDay === first || firstDay.endsWith('-01') ? firstDay.slice(0, 7) : monthBehind(firstDay);
  const endMonth = endDay.slice(0, 7);
  if (firstMonth >= endMonth) return { months: [], days: notEmpty([{ from: firstDay, to: endDay }]) };
  const days = [
    { from: firstDay, to: firstMonth === first ? first : `${firstMonth}-01` },
    { from: endDay === last ? last : `${endMonth}-01`, to: endDay },
  ];
  return { months: [{ from: firstMonth, to: endMonth }], days: notEmpty(days) };
};

/** No month has more than 31 days, and none fewer than 28: so many behind its first is the next one. */
const monthBehind = (day: string): string => dayAfter(`${day.slice(0, 7)}-01`, 31).slice(0, 7);

const hour = (at: Date | null): string => (at ? at.toISOString().slice(0, 13) : first);
const hourOfDay = (day: string): string => (day === first || day === last ? day : `${day}T00`);
const notEmpty = (ranges: readonly TextRange[]): TextRange[] => ranges.filter(({ from, to }) => from < to);
