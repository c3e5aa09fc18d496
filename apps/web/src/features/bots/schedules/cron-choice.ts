/** How often a schedule comes, as it can be chosen without knowing cron. */
export const cronKinds = ['minutes', 'hourly', 'daily', 'weekdays', 'weekly', 'monthly'] as const;
export type CronKind = (typeof cronKinds)[number];

export interface CronChoice {
  readonly kind: CronKind;
  /** "02:00" */
  readonly time: string;
  /** Minutes between two times. */
  readonly every: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  /** Of the month. */
  readonly day: number;
}

export const kindWords: Record<CronKind, string> = {
  minutes: 'Every few minutes',
  hourly: 'Every hour',
  daily: 'Every day',
  weekdays: 'Monday to Friday',
  weekly: 'Every week',
  monthly: 'Every month',
};
export const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
export const steps = [5, 10, 15, 20, 30];
const usual: Omit<CronChoice, 'kind'> = { time: '02:00', every: 15, weekday: 1, day: 1 };

/** The choice that a cron text comes from; null where it says more than can be chosen. */
export function choiceOf(cron: string): CronChoice | null {
  const [minute = '', hour = '', day = '', month = '', weekday = '', ...rest] = cron.trim().split(/\s+/);
  if (rest.length || month !== '*') return null;
  const every = /^\*\/(\d{1,2})$/.exec(minute)?.[1];
  if (every) {
    const fits = hour === '*' && day === '*' && weekday === '*' && steps.includes(Number(every));
    return fits ? { ...usual, kind: 'minutes', every: Number(every) } : null;
  }
  if (!isNumber(minute, 0, 59)) return null;
  if (hour === '*')
    return day === '*' && weekday === '*' ? { ...usual, kind: 'hourly', time: timeOf('0', minute) } : null;
  if (!isNumber(hour, 0, 23)) return null;
  const at = { ...usual, time: timeOf(hour, minute) };
  if (day === '*' && weekday === '*') return { ...at, kind: 'daily' };
  if (day === '*' && weekday === '1-5') return { ...at, kind: 'weekdays' };
  if (day === '*' && isNumber(weekday, 0, 6)) return { ...at, kind: 'weekly', weekday: Number(weekday) };
  return weekday === '*' && isNumber(day, 1, 31) ? { ...at, kind: 'monthly', day: Number(day) } : null;
}

export function cronOf({ kind, time, every, weekday, day }: CronChoice): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  if (kind === 'minutes') return `*/${every} * * * *`;
  if (kind === 'hourly') return `${minute} * * * *`;
  const days = { daily: '* * *', weekdays: '* * 1-5', weekly: `* * ${weekday}`, monthly: `${day} * *` }[kind];
  return `${minute} ${hour} ${days}`;
}

const timeOf = (hour: string, minute: string) => `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
const isNumber = (text: string, least: number, most: number) =>
  /^\d{1,2}$/.test(text) && Number(text) >= least && Number(text) <= most;
