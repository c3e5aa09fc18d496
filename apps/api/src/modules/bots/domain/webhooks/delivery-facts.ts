import { createHash } from 'node:crypto';
import type { Webhook } from '@bothy/contracts';
import type { HookRequest } from './hook-request.js';
import { atPointer } from './json-pointer.js';

export interface DeliveryFacts {
  /** The provider's own id of a delivery, the same when it is sent again; null where it gives none. */
  readonly deliveryId: string | null;
  readonly event: string | null;
  /** Other names of the same event, by which it may be asked for as well. */
  readonly otherNames: readonly string[];
  /** Not an event, but a question whether this address is right: no run was asked for. */
  readonly isProbe: boolean;
}

type Read = (headers: HookRequest['headers'], payload: unknown) => Partial<DeliveryFacts>;

const readers: Readonly<Record<Webhook['provider'], Read>> = {
  github: (headers) => ({
    deliveryId: headers['x-github-delivery'],
    event: headers['x-github-event'],
    isProbe: headers['x-github-event'] === 'ping',
  }),
  gitlab: (headers, payload) => ({
    // The event's own id is shared by all webhooks that one event sets off one after the other.
    deliveryId: headers['webhook-id'] ?? headers['idempotency-key'] ?? headers['x-gitlab-event-uuid'],
    event: headers['x-gitlab-event'],
    otherNames: texts(payload, ['/object_kind', '/event_name']),
  }),
  slack: (_headers, payload) => ({
    // Commands and actions have no event: what they trigger is theirs alone.
    deliveryId: texts(payload, ['/event_id', '/trigger_id'])[0],
    event: texts(payload, ['/event/type', '/command', '/type'])[0],
    otherNames: texts(payload, ['/type', '/callback_id']),
    isProbe: slackChallenge(payload) !== null,
  }),
  standard: (headers, payload) => ({ deliveryId: headers['webhook-id'], event: texts(payload, ['/type'])[0] }),
  generic: (headers, payload) => ({
    deliveryId: headers['x-delivery-id'] ?? headers['idempotency-key'],
    event: headers['x-event-type'] ?? texts(payload, ['/event', '/type'])[0],
  }),
};

/** What a provider says of a delivery, in its headers and its payload. */
export const factsOf = (
  provider: Webhook['provider'],
  headers: HookRequest['headers'],
  payload: unknown,
): DeliveryFacts => {
  const { deliveryId, event, otherNames = [], isProbe = false } = readers[provider](headers, payload);
  return {
    deliveryId: deliveryId ? idOf(deliveryId) : null,
    event: event ? event.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 100) : null,
    otherNames,
    isProbe,
  };
};

/** What Slack wants back when it is told of an address; null for all else. */
export const slackChallenge = (payload: unknown): string | null => {
  const [type, challenge] = ['/type', '/challenge'].map((pointer) => atPointer(payload, pointer));
  return type === 'url_verification' && typeof challenge === 'string' ? challenge : null;
};

const texts = (payload: unknown, pointers: readonly string[]): string[] =>
  pointers
    .map((pointer) => atPointer(payload, pointer))
    .filter((value): value is string => typeof value === 'string' && value !== '');

/** An id that is too long to keep, or that no database takes as text, is known by its hash. */
const idOf = (given: string): string =>
  /^[\x20-\x7e]{1,200}$/.test(given) ? given : `sha256:${createHash('sha256').update(given).digest('hex')}`;
