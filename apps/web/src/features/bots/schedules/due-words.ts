import { clockTime } from '../../../ui/time-words.js';

const dayMs = 86_400_000;

/** "Today 18:00", "Tomorrow 02:00", "Mon 09:00", "18 Dec 02:00": a time that is ahead. */
export function dueTime(instant: string, now: Date = new Date()): string {
  const date = new Date(instant);
  const days = Math.round((new Date(date).setHours(0, 0, 0, 0) - new Date(now).setHours(0, 0, 0, 0)) / dayMs);
  const time = clockTime(date).slice(0, 5);
  if (days <= 0) return `Today ${time}`;
  if (days === 1) return `Tomorrow ${time}`;
  if (days < 7) return `${date.toLocaleDateString('en-GB', { weekday: 'short' })} ${time}`;
  return `${date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })} ${time}`;
}

/** "in 18 min", "in 1 h 48 m", "in 3 d 4 h"; "now" once it is there. */
export function dueIn(instant: string, now: number): string {
  const minutes = Math.ceil((Date.parse(instant) - now) / 60_000);
  if (minutes <= 0) return 'now';
  if (minutes < 60) return `in ${minutes} min`;
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24];
  if (days) return hours ? `in ${days} d ${hours} h` : `in ${days} d`;
  return minutes % 60 ? `in ${hours} h ${String(minutes % 60).padStart(2, '0')} m` : `in ${hours} h`;
}

/** "Mon 24 Nov, 02:00" in a zone of its own. */
export const timeInZone = (instant: string, timeZone: string): string =>
  new Date(instant).toLocaleString('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });

export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

/** All that the browser knows; `also` is among them. */
export const timeZones = (also: string): string[] =>
  [...new Set(['UTC', also, ...Intl.supportedValuesOf('timeZone')])].filter(Boolean).sort();
