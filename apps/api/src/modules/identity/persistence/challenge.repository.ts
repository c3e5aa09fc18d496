import { Injectable } from '@nestjs/common';
import { Database } from '../../../platform/database/database.js';
import { ChallengeEntity } from './challenge.entity.js';

export type KeptChallenge = Omit<ChallengeEntity, 'session'>;

@Injectable()
export class ChallengeRepository {
  constructor(private readonly database: Database) {}

  async insert(challenge: KeptChallenge): Promise<void> {
    await this.database.manager.insert(ChallengeEntity, challenge);
  }

  /** Takes a challenge away with its first use. Null when there is none, or another use was faster. */
  async take(hash: string): Promise<KeptChallenge | null> {
    const { manager } = this.database;
    const challenge = await manager.findOneBy(ChallengeEntity, { hash });
    if (!challenge) return null;
    const { affected } = await manager.delete(ChallengeEntity, { hash });
    return affected === 1 ? challenge : null;
  }
}
