import { Injectable } from '@nestjs/common';
import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../../../platform/clock/clock.js';
import type { Principal } from '../../../../platform/http/principal.js';
import { passkeyKnown } from '../../identity.errors.js';
import type { MemberEntity } from '../../persistence/member.entity.js';
import type { PasskeyEntity } from '../../persistence/passkey.entity.js';
import { PasskeyRepository } from '../../persistence/passkey.repository.js';
import { Challenges } from './challenges.js';
import { WebAuthn } from './web-authn.js';

/** A passkey as it is kept, without the member it belongs to. */
export type KeptPasskey = Omit<PasskeyEntity, 'member'>;

/** Asks an authenticator for a new key, and judges what it gives. */
@Injectable()
export class PasskeyRegistration {
  constructor(
    private readonly webAuthn: WebAuthn,
    private readonly challenges: Challenges,
    private readonly passkeys: PasskeyRepository,
    private readonly clock: Clock,
  ) {}

  async ask(member: MemberEntity, sessionId: string | null) {
    const options = await this.webAuthn.registrationOptions(member, await this.passkeys.findOfMember(member.id));
    await this.challenges.remember(options.challenge, { purpose: 'register', sessionId });
    return options;
  }

  /** @throws DomainError `passkey_refused`, `passkey_known` */
  async judge(
    { memberId, sessionId }: Principal,
    response: RegistrationResponseJSON,
    name: string,
  ): Promise<KeptPasskey> {
    const { challenge } = await this.challenges.take(response.response.clientDataJSON, 'register', sessionId);
    const { transports, ...credential } = await this.webAuthn.verifyRegistration(response, challenge);
    if (await this.passkeys.findByCredentialId(credential.credentialId)) throw passkeyKnown();
    return {
      id: uuidv7(),
      memberId,
      ...credential,
      transports: JSON.stringify(transports),
      name,
      createdAt: this.clock.now().toISOString(),
      lastUsedAt: null,
    };
  }
}
