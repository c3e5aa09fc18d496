import { Injectable } from '@nestjs/common';
import { Keyring } from '../../../../platform/crypto/keyring.js';
import { type HookRequest, keptHeaders } from '../../domain/webhooks/hook-request.js';

export const deliveryPurpose = 'bots.delivery';

/** Seals what providers send: it may tell of private repositories and conversations. Bound to the delivery's id. */
@Injectable()
export class DeliverySeals {
  constructor(private readonly keyring: Keyring) {}

  seal(id: string, { headers, body }: HookRequest): string {
    const kept = { headers: keptHeaders(headers), body: body.toString('base64') };
    return this.keyring.seal(deliveryPurpose, JSON.stringify(kept), id);
  }

  /** @throws UnsealError */
  open(id: string, sealed: string): HookRequest {
    const kept = JSON.parse(this.keyring.open(deliveryPurpose, sealed, id)) as {
      headers: Record<string, string>;
      body: string;
    };
    return { headers: kept.headers, body: Buffer.from(kept.body, 'base64') };
  }
}
