import { Injectable } from '@nestjs/common';
import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { DomainError } from '../../../../platform/errors/domain-error.js';
import { passkeyRefused, passkeyRequired } from '../../identity.errors.js';
import type { KeptChallenge } from '../../persistence/challenge.repository.js';
import type { PasskeyEntity } from '../../persistence/passkey.entity.js';
import { PasskeyRepository } from '../../persistence/passkey.repository.js';
import { Challenges, type Purpose } from './challenges.js';
import { CloneAlarm } from './clone-alarm.js';
import { WebAuthn } from './web-authn.js';

/** An assertion that was found good. */
export interface GoodAssertion {
  readonly passkey: PasskeyEntity;
  /** What was asked for. */
  readonly asked: KeptChallenge;
  /** Notes the use of the key; to be called inside the unit of work of what it is for. */
  readonly keep: (at: Date) => Promise<void>;
}

/** Asks for the signature of a passkey, and judges it. */
@Injectable()
export class Assertions {
  constructor(
    private readonly passkeys: PasskeyRepository,
    private readonly webAuthn: WebAuthn,
    private readonly challenges: Challenges,
    private readonly alarm: CloneAlarm,
  ) {}

  /** Of anyone: the key says whose it is. */
  async askAnyone() {
    const options = await this.webAuthn.assertionOptions([]);
    await this.challenges.remember(options.challenge, { purpose: 'sign-in' });
    return options;
  }

  /** @throws DomainError `passkey_required` when the member has none. */
  async askMember(memberId: string, purpose: Purpose) {
    const known = await this.passkeys.findOfMember(memberId);
    if (known.length === 0) throw passkeyRequired();
    const options = await this.webAuthn.assertionOptions(known);
    await this.challenges.remember(options.challenge, purpose);
    return options;
  }

  /**
   * @param by the member and session it must come from; null when it may be anyone's.
   * @throws DomainError `passkey_refused`
   */
  async judge(
    response: AuthenticationResponseJSON,
    purpose: KeptChallenge['purpose'],
    by: { readonly memberId: string; readonly sessionId: string } | null,
  ): Promise<GoodAssertion> {
    const asked = await this.challenges.take(response.response.clientDataJSON, purpose, by?.sessionId ?? null);
    const passkey = await this.passkeys.findByCredentialId(response.id);
    if (!passkey) throw passkeyRefused('it is not known here');
    const { userHandle } = response.response;
    const isTheirs = !userHandle || Buffer.from(userHandle, 'base64url').toString('utf8') === passkey.memberId;
    if (!isTheirs || (by !== null && by.memberId !== passkey.memberId)) throw passkeyRefused('it is another member’s');
    const counter = await this.counterOf(response, asked.challenge, passkey);
    return { passkey, asked, keep: (at) => this.keep(passkey, counter, at) };
  }

  private async counterOf(
    response: AuthenticationResponseJSON,
    challenge: string,
    passkey: PasskeyEntity,
  ): Promise<number> {
    try {
      return await this.webAuthn.verifyAssertion(response, challenge, passkey);
    } catch (error) {
      if (error instanceof DomainError && error.details?.['cloned'] === true) await this.alarm.raise(passkey);
      throw error;
    }
  }

  private async keep(passkey: PasskeyEntity, counter: number, at: Date): Promise<void> {
    const isKept = await this.passkeys.noteUse(passkey, counter, at.toISOString());
    // Two assertions of one key at once: only one of them can be the next.
    if (!isKept) throw passkeyRefused('it was used elsewhere at the same moment');
  }
}
