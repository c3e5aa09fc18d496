import { BadCron, CronPattern } from './cron-pattern.js';
import { TimeZone } from './time-zone.js';

export interface ScheduleProblem {
  readonly field: 'cron' | 'timeZone';
  readonly message: string;
}

/** What is wrong with a pattern and a zone, in sentences; none where they make a schedule. */
export const scheduleProblems = (cron: string, timeZone: string): ScheduleProblem[] => {
  const problems: ScheduleProblem[] = [];
  try {
    CronPattern.parse(cron);
  } catch (error) {
    if (!(error instanceof BadCron)) throw error;
    problems.push({ field: 'cron', message: error.message });
  }
  if (!TimeZone.isKnown(timeZone)) {
    problems.push({ field: 'timeZone', message: 'This is no time zone. Use a name such as Europe/London.' });
  }
  return problems;
};
