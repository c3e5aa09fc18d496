import type { Bot, BotPatch, Issue, Webhook } from '@bothy/contracts';
import { listOf } from './about-part.js';
import { pairsOf, recordOf, repeatsIn, type Pair } from './env-part.js';

export type Provider = Webhook['provider'];

/** A webhook as it is typed. The secret is written only: it is never read back. */
export interface WebhookPart {
  on: boolean;
  provider: Provider;
  secret: string;
  events: string;
  filter: Pair[];
  mapping: Pair[];
  header: string;
}

export const blankWebhook = (): WebhookPart => ({
  on: false,
  provider: 'github',
  secret: '',
  events: '',
  filter: [],
  mapping: [],
  header: 'X-Signature-256',
});

export const webhookOf = ({ webhook }: Bot): WebhookPart =>
  webhook
    ? {
        on: true,
        provider: webhook.provider,
        secret: '',
        events: webhook.events.join(', '),
        filter: Object.entries(webhook.filter).map(([name, wanted]) => ({ name, value: writeValues(wanted) })),
        mapping: pairsOf(webhook.mapping),
        header: webhook.header,
      }
    : blankWebhook();

/** Without a secret in it the one that is there stays. */
export function webhookBody(part: WebhookPart): NonNullable<BotPatch['webhook']> | null {
  if (!part.on) return null;
  const filters = part.filter.filter((each) => each.name || each.value);
  return {
    provider: part.provider,
    events: listOf(part.events),
    filter: Object.fromEntries(filters.map((each) => [each.name, readValues(each.value)])),
    mapping: recordOf(part.mapping),
    header: part.header.trim() || 'X-Signature-256',
    ...(part.secret && { secret: part.secret }),
  };
}

export const webhookProblems = (part: WebhookPart, isNew: boolean): Issue[] =>
  part.on
    ? [
        ...repeatsIn('filter', part.filter),
        ...repeatsIn('mapping', part.mapping),
        ...part.filter.flatMap((each, n) =>
          each.name && !each.value.trim()
            ? [{ path: ['form', 'filter', n], message: 'Write the value that must stand there.' }]
            : [],
        ),
        ...(isNew && !part.secret
          ? [{ path: ['webhook', 'secret'], message: 'Write the secret that the provider signs with.' }]
          : []),
      ]
    : [];

type Scalar = string | number | boolean | null;

/** `main, "1", 2, true` → four values, of which the first two are texts. One alone is no list. */
export function readValues(text: string): Scalar | Scalar[] {
  const values = [...text.matchAll(/\s*("(?:[^"\\]|\\.)*"|[^,]*)\s*(?:,|$)/g)]
    .map(([, word = '']) => word.trim())
    .filter(Boolean)
    .map(readValue);
  return values.length === 1 ? (values[0] ?? '') : values;
}

function readValue(word: string): Scalar {
  if (!/^(?:".*"|true|false|null|-?\d+(?:\.\d+)?)$/.test(word)) return word;
  try {
    return JSON.parse(word) as Scalar;
  } catch {
    // A number that JSON writes otherwise, such as 007, or a text with a broken escape: it is meant as it stands.
    return word;
  }
}

/** As `readValues` reads them again. */
export const writeValues = (values: Scalar | Scalar[]): string =>
  [values]
    .flat()
    .map((value) =>
      typeof value === 'string' && readValue(value) === value && !/[",]/.test(value) && value.trim() === value && value
        ? value
        : JSON.stringify(value),
    )
    .join(', ');
