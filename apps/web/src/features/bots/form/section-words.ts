import { count } from '../../../ui/time-words.js';
import { busyWords } from './policy-words.js';
import type { BotForm } from './use-bot-form.js';
import { providerWords } from './webhook-words.js';

export type SectionKey =
  'about' | 'command' | 'env' | 'params' | 'schedules' | 'webhook' | 'policies' | 'limits' | 'notify' | 'retention';

interface SectionWords {
  readonly title: string;
  /** First parts of the paths of issues that belong here. */
  readonly roots: readonly string[];
  /** Of the form's own issues. */
  readonly lists?: readonly string[];
  readonly summary: (form: BotForm) => string;
}

const many = (n: number, word: string) => (n ? `${count(n)} ${word}${n === 1 ? '' : 's'}` : '');
const said = (...words: (string | false)[]) => words.filter(Boolean).join(' · ') || 'None';
const unit = (text: string, words: string) => text.trim() !== '' && `${text.trim()} ${words}`;

/** The sections of the form in their order; folded up, each says in a few words what it holds. */
export const sections: Record<SectionKey, SectionWords> = {
  about: {
    title: 'About',
    roots: ['name', 'slug', 'description', 'tags', 'enabled'],
    summary: ({ about }) => said(about.name || 'No name yet', !about.enabled && 'off'),
  },
  command: {
    title: 'What it runs',
    roots: ['command', 'pty', 'gitSource', 'runner'],
    lists: ['line'],
    summary: ({ command }) =>
      said(
        (command.shell ? command.script.split('\n')[0] : command.line) || 'No command yet',
        command.git && 'a repository',
        command.terminal && 'a terminal',
      ),
  },
  env: {
    title: 'Environment and secrets',
    roots: ['env', 'secrets'],
    lists: ['env'],
    summary: ({ env }) => said(many(env.env.length, 'variable'), env.secrets.join(', ')),
  },
  params: {
    title: 'Parameters',
    roots: ['params'],
    lists: ['params'],
    summary: ({ params }) => said(params.map((row) => row.name).join(', ')),
  },
  schedules: {
    title: 'Schedules',
    roots: ['schedules'],
    summary: ({ schedules }) => said(many(schedules.length, 'schedule')),
  },
  webhook: {
    title: 'Webhook',
    roots: ['webhook'],
    lists: ['filter', 'mapping'],
    summary: ({ webhook }) => said(webhook.on && providerWords[webhook.provider].name),
  },
  policies: {
    title: 'Policies',
    roots: ['timeoutSeconds', 'concurrency', 'retry', 'approval'],
    summary: ({ policies: it }) =>
      said(
        unit(it.minutes, 'min at most'),
        it.bounded && `${it.limit} at once, then: ${busyWords[it.onBusy].name.toLowerCase()}`,
        it.again && `${it.attempts} attempts`,
        it.approval && 'needs approval',
      ),
  },
  limits: {
    title: 'Limits',
    roots: ['limits'],
    summary: ({ keeping: it }) =>
      said(
        unit(it.memoryMb, 'MB of memory'),
        unit(it.cpuMinutes, 'min of processor time'),
        unit(it.fileMb, 'MB a file'),
        unit(it.processes, 'processes'),
      ),
  },
  notify: {
    title: 'Notifications',
    roots: ['notify'],
    summary: ({ notify }) =>
      said(notify.map((row) => (row.kind === 'email' ? row.to : row.host || row.kind)).join(', ')),
  },
  retention: {
    title: 'Retention',
    roots: ['retention'],
    summary: ({ keeping: it }) => said(unit(it.days, 'days'), unit(it.runs, 'runs'), unit(it.mb, 'MB')),
  },
};
