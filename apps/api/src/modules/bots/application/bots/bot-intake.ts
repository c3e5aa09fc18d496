import { randomBytes } from 'node:crypto';
import type { BotBody, BotDefinition, BotPatch, Issue, NotifyInput, NotifyTarget } from '@bothy/contracts';
import { InvalidRequest } from '../../../../platform/errors/invalid-request.js';

export interface Intake {
  definition: BotDefinition;
  /** Texts to seal, by their names in `BotSeals`. */
  seals: Map<string, string>;
}

type Given = Omit<BotBody, 'slug'> | BotPatch;

/**
 * Parts what may be read later from what may not: a definition has no secret in it. What a change leaves out stays.
 *
 * @throws InvalidRequest where something is left out that was never there.
 */
export function takeIn(given: Given, before: BotDefinition | null): Intake {
  const seals = new Map<string, string>();
  const issues: Issue[] = [];
  const { webhook, notify, ...plain } = given;
  const definition = {
    ...before,
    ...plain,
    webhook: webhook === undefined ? (before?.webhook ?? null) : takeWebhook(webhook, before, seals, issues),
    notify:
      notify === undefined
        ? (before?.notify ?? [])
        : notify.map((target, at) => takeTarget(target, at, before?.notify ?? [], seals, issues)),
  } as BotDefinition;
  issues.push(...twinIssues(notify ?? []));
  if (issues.length > 0) throw new InvalidRequest(issues);
  return { definition, seals };
}

/** The names that a definition has texts for; others are of what it has no more. */
export const sealsOf = ({ webhook, notify }: BotDefinition): string[] => [
  ...(webhook ? ['webhook.secret', 'webhook.token'] : []),
  ...notify.flatMap(({ id }) => [`notify.${id}.url`, `notify.${id}.secret`]),
];

/** An id is one target's: its texts are sealed by it, and a notice goes to it once a run. */
function twinIssues(notify: readonly NotifyInput[]): Issue[] {
  return notify.flatMap(({ id }, at) => {
    const isTwin = id !== undefined && notify.findIndex((target) => target.id === id) < at;
    return isTwin ? [{ path: ['notify', at, 'id'], message: 'Another target has this id.', code: 'custom' }] : [];
  });
}

function takeWebhook(
  given: NonNullable<Given['webhook']> | null,
  before: BotDefinition | null,
  seals: Map<string, string>,
  issues: Issue[],
): BotDefinition['webhook'] {
  if (given === null) return null;
  const { secret, ...webhook } = given;
  if (secret !== undefined) seals.set('webhook.secret', secret);
  else if (!before?.webhook) issues.push({ path: ['webhook', 'secret'], message: 'Give the secret.', code: 'custom' });
  if (!before?.webhook) seals.set('webhook.token', randomBytes(24).toString('base64url'));
  return webhook;
}

function takeTarget(
  given: NotifyInput,
  at: number,
  before: readonly NotifyTarget[],
  seals: Map<string, string>,
  issues: Issue[],
): NotifyTarget {
  const known = before.find((target) => target.id === given.id && target.kind === given.kind);
  const id = known?.id ?? randomBytes(4).toString('hex');
  if (given.kind === 'email') return { id, kind: 'email', on: given.on, to: given.to };
  const knownHost = known && 'host' in known ? known.host : '';
  if (given.url !== undefined) seals.set(`notify.${id}.url`, given.url);
  else if (!known) issues.push({ path: ['notify', at, 'url'], message: 'Give the address.', code: 'custom' });
  const host = given.url === undefined ? knownHost : new URL(given.url).host;
  if (given.kind === 'slack') return { id, kind: 'slack', on: given.on, host };
  if (given.secret !== undefined) seals.set(`notify.${id}.secret`, given.secret);
  const wasSigned = known?.kind === 'webhook' && known.signed;
  return { id, kind: 'webhook', on: given.on, host, signed: given.secret !== undefined || wasSigned };
}
