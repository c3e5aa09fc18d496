import { monthOf } from './moments.js';
import type { MetricEvent } from './metric-event.js';

/** What a figure belongs to. Where there is none, tool and version are empty: a primary key knows no null. */
export interface FigureKey {
  readonly metric: string;
  readonly tool: string;
  readonly version: string;
}

/** How much was counted in an hour such as `2026-11-21T15`. */
export interface HourFigure extends FigureKey {
  readonly hour: string;
  readonly value: number;
}

export const parts = ['file', 'referrer', 'country'] as const;
export type Part = (typeof parts)[number];

/** How much was counted of a file, a referrer or a country, in a day or a month; an empty key: it is not known. */
export interface PartFigure {
  readonly period: string;
  readonly metric: string;
  readonly part: Part;
  readonly tool: string;
  readonly key: string;
  readonly value: number;
}

export interface Tally {
  readonly hours: HourFigure[];
  readonly dayParts: PartFigure[];
  readonly monthParts: PartFigure[];
}

/** How a file is called among those of its tool. */
export const fileKey = (version: string, file: string): string => `${version}/${file}`;

/** Adds events up, so that each figure is written once for all of them. */
export const tallyOf = (events: readonly MetricEvent[]): Tally => {
  const hours = new Map<string, HourFigure>();
  const dayParts = new Map<string, PartFigure>();
  const monthParts = new Map<string, PartFigure>();
  for (const event of events) {
    const { metric, value } = event;
    const tool = event.tool ?? '';
    const day = event.at.slice(0, 10);
    add(hours, { hour: event.at.slice(0, 13), metric, tool, version: event.version ?? '', value });
    for (const { part, key } of partsOf(event)) {
      add(dayParts, { period: day, metric, part, tool, key, value });
      add(monthParts, { period: monthOf(day), metric, part, tool, key, value });
    }
  }
  return { hours: [...hours.values()], dayParts: [...dayParts.values()], monthParts: [...monthParts.values()] };
};

/** Undefined is not told apart at all; null is, and is not known. */
const partsOf = ({ version, file, referrer, country }: MetricEvent): { part: Part; key: string }[] => [
  ...(file ? [{ part: 'file' as const, key: fileKey(version ?? '', file) }] : []),
  ...(referrer === undefined ? [] : [{ part: 'referrer' as const, key: referrer ?? '' }]),
  ...(country === undefined ? [] : [{ part: 'country' as const, key: country ?? '' }]),
];

const add = <Figure extends { readonly value: number }>(figures: Map<string, Figure>, figure: Figure): void => {
  const key = JSON.stringify({ ...figure, value: 0 });
  const known = figures.get(key);
  figures.set(key, known ? { ...known, value: known.value + figure.value } : figure);
};
