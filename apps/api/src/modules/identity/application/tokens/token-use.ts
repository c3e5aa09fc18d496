import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../../../platform/clock/clock.js';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { ApiTokenRepository } from '../../persistence/api-token.repository.js';

/** A job may ask a thousand times a minute; its token's row is written once. */
const intervalMs = 60_000;
const most = 1000;

/** Notes when and from where a token was last used. */
@Injectable()
export class TokenUse {
  private readonly logger = new Logger(TokenUse.name);
  private readonly notedAt = new Map<string, number>();

  constructor(
    private readonly tokens: ApiTokenRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * Nobody waits for it: to read by a token must not have to wait for whoever writes.
   *
   * @param from null where the address is not to be kept: the one noted before stays.
   */
  note(tokenId: string, from: string | null): void {
    const now = this.clock.now();
    const last = this.notedAt.get(tokenId);
    if (last !== undefined && now.getTime() - last < intervalMs) return;
    // Before the write, so that requests that come at once do not all make it.
    if (this.notedAt.size >= most) this.notedAt.clear();
    this.notedAt.set(tokenId, now.getTime());
    void this.write(tokenId, now, from);
  }

  private async write(tokenId: string, now: Date, from: string | null): Promise<void> {
    try {
      await this.unitOfWork.run(() => this.tokens.noteUse(tokenId, now.toISOString(), from));
    } catch (error) {
      this.logger.warn(`A token's use was not noted: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
