import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../../../../platform/clock/clock.js';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { passkeyRefused } from '../../identity.errors.js';
import { ChallengeRepository, type KeptChallenge } from '../../persistence/challenge.repository.js';

const lifetimeMs = 5 * 60 * 1000;
/** Not from a frame on another site's page, which could lead its reader's hand. */
const clientData = z.object({ challenge: z.string(), crossOrigin: z.literal(false).optional() });

/** What a challenge is for, and whose it is. */
export type Purpose = Pick<KeptChallenge, 'purpose'> & Partial<Pick<KeptChallenge, 'sessionId' | 'action' | 'target'>>;

/** Remembers what authenticators were asked to sign, each for one use. */
@Injectable()
export class Challenges {
  constructor(
    private readonly challenges: ChallengeRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async remember(challenge: string, { purpose, sessionId = null, action = '', target = '' }: Purpose): Promise<void> {
    const expiresAt = new Date(this.clock.now().getTime() + lifetimeMs).toISOString();
    await this.unitOfWork.run(() =>
      this.challenges.insert({ hash: hashOf(challenge), purpose, sessionId, action, target, expiresAt }),
    );
  }

  /**
   * Uses up the challenge that a response is for, whether or not the response turns out to be right: nothing can be
   * tried twice.
   *
   * @param clientDataJSON base64url, as the browser gave it.
   * @throws DomainError `passkey_refused` for one that is used, too old, another's, or for something else.
   */
  async take(
    clientDataJSON: string,
    purpose: KeptChallenge['purpose'],
    sessionId: string | null,
  ): Promise<KeptChallenge & { challenge: string }> {
    const challenge = challengeIn(clientDataJSON);
    const kept = await this.unitOfWork.run(() => this.challenges.take(hashOf(challenge)));
    const isOurs = kept?.purpose === purpose && kept.sessionId === sessionId;
    if (!kept || !isOurs || kept.expiresAt <= this.clock.now().toISOString()) {
      throw passkeyRefused('it answers nothing that was asked, or no longer');
    }
    return { ...kept, challenge };
  }
}

const hashOf = (challenge: string): string => createHash('sha256').update(challenge).digest('hex');

const challengeIn = (clientDataJSON: string): string => {
  try {
    return clientData.parse(JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8'))).challenge;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) throw passkeyRefused('its answer does not fit');
    throw error;
  }
};
