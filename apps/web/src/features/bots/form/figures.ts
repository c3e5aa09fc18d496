import { numberOf } from './param-values.js';

/** NaN where it is no number, so that the schema says what is wrong. */
export const whole = (text: string): number => Math.round(numberOf(text));

/** A number that may be left out: null then. `unit` is how much one of it is. */
export const figure = (text: string, unit = 1): number | null =>
  text.trim() === '' ? null : Math.round(numberOf(text) * unit);

export const figureText = (value: number | null, unit = 1): string => (value === null ? '' : String(value / unit));

export const minuteSeconds = 60;
/** As disks are counted. */
export const megabyte = 1_000_000;
