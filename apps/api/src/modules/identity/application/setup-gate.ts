import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { ServerLock } from '../../../platform/lifecycle/server-lock.js';
import { setupDone, wrongSetupToken } from '../identity.errors.js';
import { MemberRepository } from '../persistence/member.repository.js';
import type { MemberEntity } from '../persistence/member.entity.js';
import { SetupToken } from './setup-token.js';

/** Open as long as there is no member. */
@Injectable()
export class SetupGate implements OnApplicationBootstrap {
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
   * Adds the first member. Call it inside a unit of work.
   *
   * @throws DomainError `setup_done` when someone was faster.
   */
  async pass(member: MemberEntity): Promise<void> {
    await this.members.lockAll();
    if (await this.members.existsAny()) throw setupDone();
    await this.members.insert(member);
  }

  close(): void {
    this.token.remove();
  }
}
