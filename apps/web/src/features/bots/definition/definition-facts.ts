import type { BotDefinition, Param } from '@bothy/contracts';
import { byteSize, count, duration } from '../../../ui/time-words.js';
import { quoteArguments } from '../command-line.js';
import { paramTypeWords } from '../form/param-words.js';
import { busyWords, causeWords } from '../form/policy-words.js';
import { providerWords } from '../form/webhook-words.js';

/** One thing that a bot's definition says, in words. The same label in two versions is the same thing. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  /** Code: it is shown as it stands, in lines. */
  readonly code?: boolean;
}
export interface FactGroup {
  readonly title: string;
  readonly facts: readonly Fact[];
}
/** Fields of which an older version may know nothing. */
export type AnyDefinition = Partial<BotDefinition> & Pick<BotDefinition, 'command' | 'env' | 'timeoutSeconds'>;

const places = { fresh: 'A new, empty folder for each run', kept: 'One folder, kept for the bot' };
const list = (items: readonly string[] | undefined) => items?.join(', ') ?? '';

/** All that a definition says, in the order of the form; what is left at its default is left out. */
export function definitionFacts(it: AnyDefinition): FactGroup[] {
  const groups = [
    { title: 'About', facts: about(it) },
    { title: 'What it runs', facts: runs(it) },
    { title: 'Environment and secrets', facts: environment(it) },
    {
      title: 'Parameters',
      facts: Object.entries(it.params?.properties ?? {}).map(([name, param]) => ({
        label: name,
        value: paramWords(param, it.params?.required.includes(name) ?? false),
      })),
    },
    { title: 'Schedules', facts: (it.schedules ?? []).map(scheduleFact) },
    { title: 'Webhook', facts: webhook(it) },
    { title: 'Policies', facts: policies(it) },
    { title: 'Limits', facts: limits(it) },
    { title: 'Notifications', facts: (it.notify ?? []).map(noticeFact) },
    { title: 'Retention', facts: retention(it) },
  ];
  return groups
    .map(({ title, facts }) => ({ title, facts: facts.filter((fact) => fact.value !== '') }))
    .filter(({ facts }) => facts.length > 0);
}

const about = ({ name = '', description = '', tags, enabled }: AnyDefinition): Fact[] => [
  { label: 'Name', value: name },
  { label: 'Description', value: description },
  { label: 'Tags', value: list(tags) },
  { label: 'State', value: enabled === undefined ? '' : enabled ? 'On' : 'Off' },
];

function runs({ command, pty, gitSource, runner }: AnyDefinition): Fact[] {
  const { shell, argv, workingDir } = command;
  return [
    {
      label: shell ? 'Script, in a shell' : 'Command',
      value: shell ? (argv[0] ?? '') : quoteArguments(argv),
      code: true,
    },
    { label: 'Arguments', value: shell ? quoteArguments(argv.slice(1)) : '', code: true },
    { label: 'Works in', value: places[workingDir as keyof typeof places] ?? workingDir },
    { label: 'Terminal', value: pty ? `${pty.cols} × ${pty.rows}` : '' },
    {
      label: 'Repository',
      value: gitSource
        ? [gitSource.url, gitSource.ref, gitSource.secret && `with ${gitSource.secret}`].filter(Boolean).join(', ')
        : '',
    },
    { label: 'Runner labels', value: list(runner?.labels) },
  ];
}

const environment = ({ env, secrets }: AnyDefinition): Fact[] => [
  ...Object.entries(env).map(([name, value]) => ({ label: name, value: value || '(empty)', code: true })),
  { label: 'Secrets', value: list(secrets) },
];

function paramWords(param: Param, required: boolean): string {
  const own = param.type === 'secret' || param.type === 'boolean' ? undefined : param.enum;
  const bounds =
    'minimum' in param || 'maximum' in param ? [param.minimum ?? '…', param.maximum ?? '…'].join(' to ') : '';
  const preset =
    param.type === 'secret' || param.default === undefined ? '' : `default ${JSON.stringify(param.default)}`;
  return [
    paramTypeWords[param.type],
    param.title && `asked as “${param.title}”`,
    required && 'required',
    preset,
    own && `one of ${own.join(', ')}`,
    bounds,
    'pattern' in param && param.pattern && `like ${param.pattern}`,
    param.description && `hint: ${param.description}`,
  ]
    .filter(Boolean)
    .join(' · ');
}

const missedWords = { skip: '', latest: 'catches up with the last one', all: 'catches up with each' };
const scheduleFact = (each: BotDefinition['schedules'][number], n: number): Fact => ({
  label: `Schedule ${n + 1}`,
  value: [
    `${each.cron}, ${each.timeZone}`,
    !each.enabled && 'off',
    missedWords[each.missed],
    Object.keys(each.params).length > 0 && `with ${JSON.stringify(each.params)}`,
  ]
    .filter(Boolean)
    .join(' · '),
});

function webhook({ webhook: it }: AnyDefinition): Fact[] {
  if (!it) return [];
  return [
    { label: 'Provider', value: providerWords[it.provider].name },
    { label: 'Events', value: list(it.events) },
    { label: 'Only when', value: entries(it.filter), code: true },
    { label: 'Parameters from the payload', value: entries(it.mapping), code: true },
    { label: 'Signature in', value: it.provider === 'generic' ? it.header : '' },
  ];
}

const entries = (record: Readonly<Record<string, unknown>>): string =>
  Object.entries(record)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('\n');

function policies({ timeoutSeconds, concurrency, retry, approval }: AnyDefinition): Fact[] {
  const places = concurrency && [
    `${concurrency.limit}`,
    concurrency.key && `shared under “${concurrency.key}”`,
    `then: ${busyWords[concurrency.onBusy].name.toLowerCase()}`,
  ];
  return [
    { label: 'Time limit', value: timeoutSeconds === null ? 'None' : duration(timeoutSeconds * 1000) },
    { label: 'At once', value: places ? places.filter(Boolean).join(' · ') : '' },
    { label: 'Attempts', value: retry ? retryWords(retry) : '' },
    {
      label: 'Approval',
      value: approval?.required
        ? approval.notRequester
          ? 'By somebody else than who asked'
          : 'By anybody who may run it'
        : '',
    },
  ];
}

function retryWords({ attempts, on, backoff }: NonNullable<BotDefinition['retry']>): string {
  const pause = typeof backoff === 'number' ? backoff : backoff.seconds;
  const grows =
    typeof backoff === 'number' ? '' : `, × ${backoff.factor}, ${duration(backoff.maxSeconds * 1000)} at most`;
  const causes = on.map((cause) => causeWords[cause].replace(/^It was |^It /, '').split(',')[0]);
  return [
    `${attempts}`,
    `when ${causes.join(' or ')}`,
    pause ? `after ${duration(pause * 1000)}${grows}` : 'at once',
  ].join(' · ');
}

const limits = ({ limits: it }: AnyDefinition): Fact[] => [
  { label: 'Memory', value: it?.memoryBytes ? byteSize(it.memoryBytes) : '' },
  { label: 'Processor time', value: it?.cpuSeconds ? duration(it.cpuSeconds * 1000) : '' },
  { label: 'Size of a file', value: it?.fileBytes ? byteSize(it.fileBytes) : '' },
  { label: 'Processes', value: it?.processes ? count(it.processes) : '' },
];

const noticeFact = (target: BotDefinition['notify'][number], n: number): Fact => ({
  label: `To ${n + 1}`,
  value: [
    target.kind === 'email' ? target.to : `${target.kind === 'slack' ? 'Slack' : 'Webhook'} at ${target.host}`,
    target.on.length === 1 && `only on ${target.on[0]}`,
  ]
    .filter(Boolean)
    .join(' · '),
});

const retention = ({ retention: it }: AnyDefinition): Fact[] => [
  { label: 'Days', value: it?.days ? count(it.days) : '' },
  { label: 'Runs', value: it?.runs ? count(it.runs) : '' },
  { label: 'Logs and files', value: it?.bytes ? byteSize(it.bytes) : '' },
];
