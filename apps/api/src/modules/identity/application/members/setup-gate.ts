import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { ServerLock } from '../../../../platform/lifecycle/server-lock.js';
import { setupDone, wrongSetupToken } from '../../identity.errors.js';
import { MemberRepository } from '../../persistence/member.repository.js';
import { SetupToken } from './setup-token.js';

/** Open as long as there is no member. */
@Injectable()
export class SetupGate implements OnApplicationBootstrap {
  private readonly logger = new Logger(SetupGate.name);

  constructor(
    private readonly members: MemberRepository,
    private readonly token: SetupToken,
    private readonly lock: ServerLock,
  ) {}

  async isOpen(): Promise<boolean> {
    return !(await this.members.existsAny());
  }

  /** The token of the link to print, or null once there is a member. */
  async tokenToShow(): Promise<string | null> {
    if (await this.isOpen()) return this.token.readOrMake();
    this.token.remove();
    return null;
  }

  async onApplicationBootstrap(): Promise<void> {
    // A command on the host neither makes the token nor takes it away.
    if (this.lock.isHeld) await this.tokenToShow();
  }

  /** @throws DomainError `setup_done`, `wrong_setup_token` */
  async check(token: string): Promise<void> {
    if (!(await this.isOpen())) throw setupDone();
    if (!this.token.matches(token)) throw wrongSetupToken();
  }

  /**
   * Call it inside the unit of work that adds the first member, with all members locked.
   *
   * @throws DomainError `setup_done` when someone was faster.
   */
  async pass(): Promise<void> {
    if (await this.members.existsAny()) throw setupDone();
  }

  /** A token that could not be removed opens nothing any more, and the next start removes it. */
  close(): void {
    try {
      this.token.remove();
    } catch (error) {
      this.logger.warn(
        `The setup token could not be removed: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
}
