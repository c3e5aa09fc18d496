import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../../../platform/clock/clock.js';
import { filteredBecause } from '../../domain/webhooks/delivery-choice.js';
import { factsOf } from '../../domain/webhooks/delivery-facts.js';
import { readPayload } from '../../domain/webhooks/hook-payload.js';
import type { HookRequest } from '../../domain/webhooks/hook-request.js';
import { DeliverySeals } from '../../persistence/triggers/delivery-seals.js';
import type { NewDeliveryRow } from '../../persistence/triggers/webhook-deliveries.js';
import type { Hook } from './hook-book.js';

type Target = Pick<Hook, 'botId' | 'slug' | 'webhook'>;

/** Makes the rows of deliveries out of requests. */
@Injectable()
export class NewDelivery {
  constructor(
    private readonly seals: DeliverySeals,
    private readonly clock: Clock,
  ) {}

  /** Of a request that is known to come from the provider. */
  accepted(hook: Target, request: HookRequest): NewDeliveryRow {
    const payload = readPayload(request);
    const facts = factsOf(hook.webhook.provider, request.headers, payload.value);
    const unwanted = payload.problem === null ? filteredBecause(hook.webhook, facts, payload) : null;
    const status = payload.problem !== null ? 'failed' : unwanted !== null ? 'filtered' : 'accepted';
    const row = this.#row(hook, request, facts);
    return {
      ...row,
      uniqueId: facts.deliveryId,
      status,
      reason: payload.problem ?? unwanted,
      waiting: status === 'accepted',
      payload: this.seals.seal(row.id, request),
    };
  }

  /** Of one that anybody may have sent: nothing of its payload is kept. */
  refused(hook: Target, request: HookRequest, reason: string): NewDeliveryRow {
    const facts = factsOf(hook.webhook.provider, request.headers, null);
    return {
      ...this.#row(hook, request, facts),
      uniqueId: null,
      status: 'refused',
      reason,
      waiting: false,
      payload: null,
    };
  }

  #row(hook: Target, request: HookRequest, { deliveryId, event }: { deliveryId: string | null; event: string | null }) {
    return {
      id: uuidv7(),
      botId: hook.botId,
      botSlug: hook.slug,
      deliveryId,
      event,
      receivedAt: this.clock.now().toISOString(),
      runId: null,
      payloadBytes: request.body.length,
      replayOf: null,
    };
  }
}
