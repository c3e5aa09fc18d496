import { Injectable, Logger } from '@nestjs/common';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { Config } from '../../../../platform/config/config.js';
import { passkeyRefused } from '../../identity.errors.js';
import type { MemberEntity } from '../../persistence/member.entity.js';
import type { PasskeyEntity } from '../../persistence/passkey.entity.js';

/** EdDSA, ES256, RS256: what authenticators in use speak. */
const algorithms = [-8, -7, -257];
const timeoutMs = 5 * 60 * 1000;

/** Loaded with the first use: it costs a third of a second of start and 28 MB. */
const library = () => import('@simplewebauthn/server');

/** What an authenticator says of a key it has made. */
export interface NewCredential {
  readonly credentialId: string;
  readonly publicKey: string;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly synced: boolean;
}

/** Speaks WebAuthn. Who is meant, and which challenge is whose, is for others to know. */
@Injectable()
export class WebAuthn {
  constructor(private readonly config: Config) {}

  async registrationOptions(member: MemberEntity, known: readonly PasskeyEntity[]) {
    const { generateRegistrationOptions } = await library();
    return generateRegistrationOptions({
      rpName: 'Bothy',
      rpID: this.rpId,
      userName: member.email,
      userDisplayName: member.name,
      userID: new TextEncoder().encode(member.id),
      timeout: timeoutMs,
      attestationType: 'none',
      excludeCredentials: known.map(describe),
      // Discoverable, so that signing in needs no name; verified, so that a found key opens nothing.
      authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
      supportedAlgorithmIDs: algorithms,
    });
  }

  /** @param known the only keys that will do; any when empty. */
  async assertionOptions(known: readonly PasskeyEntity[]) {
    const { generateAuthenticationOptions } = await library();
    return generateAuthenticationOptions({
      rpID: this.rpId,
      timeout: timeoutMs,
      userVerification: 'required',
      allowCredentials: known.map(describe),
    });
  }

  /** @throws DomainError `passkey_refused` */
  async verifyRegistration(response: RegistrationResponseJSON, challenge: string): Promise<NewCredential> {
    const { verifyRegistrationResponse } = await library();
    const { verified, registrationInfo } = await attempt(() =>
      verifyRegistrationResponse({
        response,
        expectedChallenge: challenge,
        expectedOrigin: this.config.publicUrl,
        expectedRPID: this.rpId,
        requireUserVerification: true,
        supportedAlgorithmIDs: algorithms,
      }),
    );
    if (!verified || !registrationInfo) throw passkeyRefused('its signature is wrong');
    const { credential, credentialDeviceType } = registrationInfo;
    return {
      credentialId: credential.id,
      publicKey: Buffer.from(credential.publicKey).toString('base64url'),
      counter: credential.counter,
      transports: response.response.transports ?? [],
      synced: credentialDeviceType === 'multiDevice',
    };
  }

  /**
   * @returns the counter to keep.
   * @throws DomainError `passkey_refused`, with the detail `cloned` when the counter went back: two hold the key.
   */
  async verifyAssertion(
    response: AuthenticationResponseJSON,
    challenge: string,
    passkey: PasskeyEntity,
  ): Promise<number> {
    const { verifyAuthenticationResponse } = await library();
    const { verified, authenticationInfo } = await attempt(() =>
      verifyAuthenticationResponse({
        response,
        expectedChallenge: challenge,
        expectedOrigin: this.config.publicUrl,
        expectedRPID: this.rpId,
        requireUserVerification: true,
        credential: {
          id: passkey.credentialId,
          publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
          // The library would throw an error that cannot be told from others: the counter is ours to judge.
          counter: 0,
        },
      }),
    );
    if (!verified) throw passkeyRefused('its signature is wrong');
    const { newCounter } = authenticationInfo;
    // Zero on both sides: an authenticator that does not count (WebAuthn level 3, section 7.2, step 22).
    const counts = newCounter > 0 || passkey.counter > 0;
    if (counts && newCounter <= passkey.counter) throw passkeyRefused('a copy of it may be in use', { cloned: true });
    return newCounter;
  }

  private get rpId(): string {
    return new URL(this.config.publicUrl).hostname;
  }
}

const describe = ({ credentialId, transports }: PasskeyEntity) => ({
  id: credentialId,
  transports: JSON.parse(transports) as string[],
});

const logger = new Logger('WebAuthn');

/** The library throws plain errors for whatever is wrong with a response. */
const attempt = async <T>(verify: () => Promise<T>): Promise<T> => {
  try {
    return await verify();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    logger.warn(`A passkey was refused: ${error.message}`);
    const isUnverified = /user verification|user could not be verified/i.test(error.message);
    throw passkeyRefused(isUnverified ? 'it did not verify you' : 'its answer does not fit');
  }
};
