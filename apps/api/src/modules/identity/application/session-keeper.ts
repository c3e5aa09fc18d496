import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../../platform/clock/clock.js';
import { hashSecret, newSecret } from '../domain/secret-text.js';
import type { MemberEntity } from '../persistence/member.entity.js';
import type { SessionEntity } from '../persistence/session.entity.js';
import { SessionRepository } from '../persistence/session.repository.js';
import { AccessTokens, type AccessToken } from './access-tokens.js';

export const sessionDays = 30;
const sessionMs = sessionDays * 24 * 60 * 60 * 1000;
/** Two tabs may refresh at once, or an answer may be lost on its way: that is no theft. */
const graceMs = 10_000;

/** What a sign-in or a refresh hands out. */
export interface OpenSession {
  readonly id: string;
  readonly member: MemberEntity;
  readonly access: AccessToken;
  readonly refreshToken: string;
}

export type Renewal =
  | { readonly outcome: 'renewed'; readonly session: OpenSession }
  | { readonly outcome: 'raced' | 'unknown' }
  | { readonly outcome: 'stolen'; readonly sessionId: string; readonly member: MemberEntity };

/** Opens, renews and ends sessions. Every method is called inside a unit of work. */
@Injectable()
export class SessionKeeper {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly accessTokens: AccessTokens,
    private readonly clock: Clock,
  ) {}

  async open(member: MemberEntity): Promise<OpenSession> {
    const id = uuidv7();
    const signedInAt = this.clock.now().toISOString();
    await this.sessions.insert({ id, memberId: member.id, signedInAt, expiresAt: this.expiry(), revokedAt: null });
    return this.handOut(id, member);
  }

  /**
   * Takes a refresh token for the next one. A second use of the same token inside the grace mints nothing; a later
   * one means that two hold it, and ends the session for both.
   */
  async renew(refreshToken: string): Promise<Renewal> {
    const token = await this.sessions.findRefreshToken(hashSecret(refreshToken));
    const session = token && (await this.sessions.findLive(token.sessionId, this.clock.now()));
    if (!token || !session) return { outcome: 'unknown' };
    if (token.usedAt !== null) return this.useAgain(session, token.usedAt);
    const isFirst = await this.sessions.useRefreshToken(token.hash, this.clock.now().toISOString());
    if (!isFirst) return { outcome: 'raced' };
    await this.sessions.extend(session.id, this.expiry());
    return { outcome: 'renewed', session: await this.handOut(session.id, session.member) };
  }

  /** Ends the session that a refresh token belongs to. @returns its member, or null when there is none to end. */
  async end(refreshToken: string): Promise<MemberEntity | null> {
    const token = await this.sessions.findRefreshToken(hashSecret(refreshToken));
    const session = token && (await this.sessions.findLive(token.sessionId, this.clock.now()));
    if (!session) return null;
    await this.sessions.revoke(session.id, this.clock.now().toISOString());
    return session.member;
  }

  private async useAgain(session: SessionEntity, usedAt: string): Promise<Renewal> {
    const now = this.clock.now();
    if (now.getTime() - Date.parse(usedAt) <= graceMs) return { outcome: 'raced' };
    await this.sessions.revoke(session.id, now.toISOString());
    return { outcome: 'stolen', sessionId: session.id, member: session.member };
  }

  private async handOut(id: string, member: MemberEntity): Promise<OpenSession> {
    const refreshToken = newSecret();
    await this.sessions.addRefreshToken(hashSecret(refreshToken), id);
    return { id, member, access: this.accessTokens.mint({ sub: member.id, sid: id }), refreshToken };
  }

  private expiry(): string {
    return new Date(this.clock.now().getTime() + sessionMs).toISOString();
  }
}
