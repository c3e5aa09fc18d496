import type { Bot, BotInput } from '@bothy/contracts';
import { figure, figureText, megabyte, minuteSeconds } from './figures.js';

/** What the system holds a bot's processes to, and what is kept of its runs; as it is typed. */
export interface KeepingPart {
  cpuMinutes: string;
  memoryMb: string;
  fileMb: string;
  processes: string;
  days: string;
  runs: string;
  mb: string;
}

export const blankKeeping = (): KeepingPart => ({
  cpuMinutes: '',
  memoryMb: '',
  fileMb: '',
  processes: '',
  days: '',
  runs: '',
  mb: '',
});

export const keepingOf = ({ limits, retention }: Bot): KeepingPart => ({
  cpuMinutes: figureText(limits.cpuSeconds, minuteSeconds),
  memoryMb: figureText(limits.memoryBytes, megabyte),
  fileMb: figureText(limits.fileBytes, megabyte),
  processes: figureText(limits.processes),
  days: figureText(retention.days),
  runs: figureText(retention.runs),
  mb: figureText(retention.bytes, megabyte),
});

export const keepingBody = (part: KeepingPart): Pick<BotInput, 'limits' | 'retention'> => ({
  limits: {
    cpuSeconds: figure(part.cpuMinutes, minuteSeconds),
    memoryBytes: figure(part.memoryMb, megabyte),
    fileBytes: figure(part.fileMb, megabyte),
    processes: figure(part.processes),
  },
  retention: { days: figure(part.days), runs: figure(part.runs), bytes: figure(part.mb, megabyte) },
});
