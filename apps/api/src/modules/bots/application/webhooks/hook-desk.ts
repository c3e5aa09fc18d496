import { randomBytes } from 'node:crypto';
import type { Delivery } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/clock/clock.js';
import { RefusedCredentials } from '../../../../platform/throttle/refused-credentials.js';
import { slackChallenge } from '../../domain/webhooks/delivery-facts.js';
import { readPayload } from '../../domain/webhooks/hook-payload.js';
import type { HookRequest } from '../../domain/webhooks/hook-request.js';
import { isSameText, signatureProblem } from '../../domain/webhooks/signatures.js';
import { badSignature, noSuchHook } from '../../triggers.errors.js';
import { DeliveryIntake } from './delivery-intake.js';
import { HookBook, type Hook } from './hook-book.js';
import { NewDelivery } from './new-delivery.js';

export interface Arrival {
  readonly slug: string;
  readonly token: string;
  readonly request: HookRequest;
  /** Whose it is, for the count of what is refused. */
  readonly address: string;
}

export interface Receipt {
  readonly id: string;
  readonly status: Delivery['status'];
  /** What Slack wants back when it is told of an address. */
  readonly challenge: string | null;
}

/** Nobody's token: a bot that is not there is compared with it. */
const noToken = randomBytes(32).toString('hex');

/**
 * Takes deliveries from providers. It answers as soon as one is written down; its run is started behind the answer.
 * Only what is refused counts against its address: a provider that is right may send as fast as it likes.
 */
@Injectable()
export class HookDesk {
  constructor(
    private readonly book: HookBook,
    private readonly newDelivery: NewDelivery,
    private readonly intake: DeliveryIntake,
    private readonly refused: RefusedCredentials,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `not_found`, `bad_signature`, `too_many_requests`, `too_many_deliveries` */
  async receive({ slug, token, request, address }: Arrival): Promise<Receipt> {
    const hook = await this.book.find(slug);
    if (!isSameText(token, hook?.token ?? noToken) || !hook) {
      await this.refused.count(address);
      throw noSuchHook();
    }
    await this.#requireSignature(hook, request, address);
    const row = this.newDelivery.accepted(hook, request);
    const isDuplicate = await this.intake.take(row);
    const challenge = hook.webhook.provider === 'slack' ? slackChallenge(readPayload(request).value) : null;
    return { id: row.id, status: isDuplicate ? 'duplicate' : row.status, challenge };
  }

  async #requireSignature(hook: Hook, request: HookRequest, address: string): Promise<void> {
    const trust = { ...hook.webhook, secret: hook.secret };
    const problem = signatureProblem(trust, request, this.clock.now().getTime());
    if (problem === null) return;
    await this.refused.count(address);
    await this.intake.take(this.newDelivery.refused(hook, request, problem));
    throw badSignature(problem);
  }
}
