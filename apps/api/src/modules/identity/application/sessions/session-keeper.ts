import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../../../platform/clock/clock.js';
import type { Client } from '../../domain/client.js';
import { hashSecret, newSecret } from '../../domain/secret-text.js';
import type { MemberEntity } from '../../persistence/member.entity.js';
import type { SessionEntity } from '../../persistence/session.entity.js';
import { SessionRepository } from '../../persistence/session.repository.js';

const dayMs = 24 * 60 * 60 * 1000;
export const sessionDays = 30;
/** However often it is renewed, one has to sign in again after so many days. */
const longestSessionDays = 90;
/** For one who has to add a way in, there and then. */
const enrolmentMs = 60 * 60 * 1000;
/** Two tabs may refresh at once, or an answer may be lost on its way: that is no theft. */
const graceMs = 10_000;

/** How a session begins. */
export interface Opening {
  /** How the member proved who they are, for example `passkey`. */
  readonly by: string;
  /** The session may only add a way to sign in. */
  readonly enrolling?: boolean;
  readonly client: Client;
  /** Told to the member by mail: one sentence. */
  readonly notice?: string;
  /** Refresh token of the session this browser had so far, if any: it ends. */
  readonly replaces: string | null;
}

/** What a sign-in or a refresh hands out. */
export interface OpenSession {
  readonly id: string;
  readonly member: MemberEntity;
  readonly enrolling: boolean;
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
    private readonly clock: Clock,
  ) {}

  async open(member: MemberEntity, { by, enrolling = false, client }: Opening): Promise<OpenSession> {
    const id = uuidv7();
    const now = this.now();
    const signedInAt = now.toISOString();
    await this.sessions.insert({
      id,
      memberId: member.id,
      signedInAt,
      expiresAt: expiryOf(signedInAt, enrolling, now),
      revokedAt: null,
      openedBy: by,
      enrollingSince: enrolling ? signedInAt : null,
      passkeyAt: by === 'passkey' ? signedInAt : null,
      lastSeenAt: signedInAt,
      ...client,
    });
    return this.handOut(id, member, enrolling);
  }

  /**
   * Takes a refresh token for the next one. A second use of the same token inside the grace mints nothing; a later
   * one means that two hold it, and ends the session for both.
   */
  async renew(refreshToken: string, client: Client): Promise<Renewal> {
    const found = await this.find(refreshToken);
    if (!found) return { outcome: 'unknown' };
    const { token, session } = found;
    if (token.usedAt !== null) return this.useAgain(session, token.usedAt);
    const now = this.now();
    const isFirst = await this.sessions.useRefreshToken(token.hash, now.toISOString());
    if (!isFirst) return { outcome: 'raced' };
    const enrolling = session.enrollingSince !== null;
    await this.sessions.update(session.id, {
      // An enrolment is not made longer by renewing it.
      ...(enrolling ? {} : { expiresAt: expiryOf(session.signedInAt, false, now) }),
      lastSeenAt: now.toISOString(),
      ...client,
    });
    return { outcome: 'renewed', session: await this.handOut(session.id, session.member, enrolling) };
  }

  /** Ends the session that a refresh token belongs to. @returns it, or null when there is none to end. */
  async end(refreshToken: string): Promise<SessionEntity | null> {
    const found = await this.find(refreshToken);
    if (!found) return null;
    await this.sessions.revoke(found.session.id, this.now().toISOString());
    return found.session;
  }

  async endAllOf(memberId: string): Promise<void> {
    await this.sessions.revokeAllOf(memberId, null, this.now().toISOString());
  }

  /** The live session of a refresh token, used or not. */
  async find(refreshToken: string) {
    const token = await this.sessions.findRefreshToken(hashSecret(refreshToken));
    const session = token && (await this.sessions.findLive(token.sessionId, this.now()));
    return session ? { token, session } : null;
  }

  private async useAgain(session: SessionEntity, usedAt: string): Promise<Renewal> {
    const now = this.now();
    if (now.getTime() - Date.parse(usedAt) <= graceMs) return { outcome: 'raced' };
    await this.sessions.revoke(session.id, now.toISOString());
    return { outcome: 'stolen', sessionId: session.id, member: session.member };
  }

  private async handOut(id: string, member: MemberEntity, enrolling: boolean): Promise<OpenSession> {
    const refreshToken = newSecret();
    await this.sessions.addRefreshToken(hashSecret(refreshToken), id);
    return { id, member, enrolling, refreshToken };
  }

  private now(): Date {
    return this.clock.now();
  }
}

/** When a session ends if nobody renews it. */
export const expiryOf = (signedInAt: string, enrolling: boolean, now: Date): string => {
  if (enrolling) return new Date(now.getTime() + enrolmentMs).toISOString();
  const latest = Date.parse(signedInAt) + longestSessionDays * dayMs;
  return new Date(Math.min(now.getTime() + sessionDays * dayMs, latest)).toISOString();
};
