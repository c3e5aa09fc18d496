import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../../../../platform/clock/clock.js';
import { Keyring } from '../../../../platform/crypto/keyring.js';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import type { TripSecrets } from '../../domain/identity-provider.js';
import { hashSecret, sameSecret } from '../../domain/secret-text.js';
import { oidcFlowUnknown } from '../../identity.errors.js';
import { OidcFlowRepository } from '../../persistence/oidc-flow.repository.js';

/** No flow outlives a retired key, which is kept for an hour: sealed flows need not be sealed anew. */
const lifetimeMs = 10 * 60 * 1000;
const purpose = 'oidc.flow';
const kept = z.object({ nonce: z.string(), verifier: z.string() });

/** What a trip to the other provider is for. */
export interface Flow {
  /** The session that links an account; null for a sign-in. */
  readonly sessionId: string | null;
  /** Path of the page to go on with. */
  readonly back: string;
}

/** Remembers who left for the other provider, each for one return within ten minutes in the same browser. */
@Injectable()
export class OidcFlows {
  constructor(
    private readonly flows: OidcFlowRepository,
    private readonly keyring: Keyring,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** @param browser the secret that the browser keeps in a cookie. */
  async remember({ sessionId, back }: Flow, secrets: TripSecrets, browser: string): Promise<void> {
    const stateHash = hashSecret(secrets.state);
    const { nonce, verifier } = secrets;
    const flow = {
      stateHash,
      browserHash: hashSecret(browser),
      sealed: this.keyring.seal(purpose, JSON.stringify({ nonce, verifier }), stateHash),
      sessionId,
      back,
      expiresAt: new Date(this.clock.now().getTime() + lifetimeMs).toISOString(),
    };
    await this.unitOfWork.run(() => this.flows.insert(flow));
  }

  /**
   * Uses up the flow of a state, whether or not the rest turns out to be right.
   *
   * @param browser the cookie of the browser that came back; null when it has none.
   * @throws DomainError `oidc_flow_unknown` for one that is used, too old, or another browser's.
   */
  async take(state: string, browser: string | null): Promise<Flow & { secrets: TripSecrets }> {
    const stateHash = hashSecret(state);
    const flow = await this.unitOfWork.run(() => this.flows.take(stateHash));
    const isOurs = flow && browser !== null && sameSecret(hashSecret(browser), flow.browserHash);
    if (!isOurs || flow.expiresAt <= this.clock.now().toISOString()) throw oidcFlowUnknown();
    const secrets = kept.parse(JSON.parse(this.keyring.open(purpose, flow.sealed, stateHash)));
    return { sessionId: flow.sessionId, back: flow.back, secrets: { ...secrets, state } };
  }
}
