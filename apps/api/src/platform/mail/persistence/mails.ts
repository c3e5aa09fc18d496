import type { Mail } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { In, IsNull, LessThan, LessThanOrEqual } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../clock/clock.js';
import { Database } from '../../database/database.js';
import { MailFrom, oneLineName, type MailAddress } from '../mail-address.js';
import type { MailPayload } from '../mail-kinds.js';
import { MailSeals } from '../mail-seals.js';
import { mailNotFound } from '../mail.errors.js';
import { MailEntity } from './mail.entity.js';

export interface NewMail {
  readonly kind: string;
  readonly to: MailAddress;
  readonly payload: MailPayload;
  readonly dedupeKey?: string;
}

/** A mail that this server has in hand for the length of its lease. */
export interface ClaimedMail {
  readonly id: string;
  readonly kind: string;
  readonly to: MailAddress;
  readonly messageId: string;
  /** Which attempt this is, from 1 on. */
  readonly attempt: number;
  readonly createdAt: Date;
  readonly sealedPayload: string;
}

/** How an attempt ended; `subject` is null where the mail could not even be written. */
export type MailOutcome =
  | { readonly state: 'sent' | 'kept'; readonly subject: string }
  | { readonly state: 'failed'; readonly subject: string | null; readonly problem: string }
  | { readonly state: 'waiting'; readonly subject: string | null; readonly problem: string; readonly afterMs: number };

/** All SQL of the outbox but that of the re-sealing. */
@Injectable()
export class Mails {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly seals: MailSeals,
    private readonly from: MailFrom,
  ) {}

  /** Does nothing when there is a mail of the same `dedupeKey` already. */
  async insert(mail: NewMail): Promise<void> {
    const id = uuidv7();
    const now = this.now();
    const row = {
      id,
      kind: mail.kind,
      toName: oneLineName(mail.to.name),
      toAddress: mail.to.address,
      subject: null,
      payload: this.seals.sealPayload(id, mail.payload),
      content: null,
      dedupeKey: mail.dedupeKey ?? null,
      messageId: `${id}@${this.from.domain}`,
      state: 'waiting' as const,
      attempts: 0,
      nextAttemptAt: now,
      leaseUntil: null,
      problem: null,
      createdAt: now,
      sentAt: null,
    };
    const insert = this.database.manager.createQueryBuilder().insert().into(MailEntity).values(row);
    // In the statement itself: on PostgreSQL a violated key would end the transaction of whoever puts the mail.
    await (mail.dedupeKey === undefined ? insert : insert.orIgnore()).updateEntity(false).execute();
  }

  /** Takes mails that are due; another server that looks at the same moment takes others. */
  async claimDue(limit: number, leaseMs: number): Promise<ClaimedMail[]> {
    const now = this.now();
    const due = { state: 'waiting' as const, nextAttemptAt: LessThanOrEqual(now) };
    const rows = await this.database.manager.find(MailEntity, {
      where: [
        { ...due, leaseUntil: IsNull() },
        { ...due, leaseUntil: LessThanOrEqual(now) },
      ],
      order: { nextAttemptAt: 'ASC', id: 'ASC' },
      take: limit,
    });
    const leaseUntil = this.now(leaseMs);
    const claimed: ClaimedMail[] = [];
    // Always in the order of ids, so that two servers do not wait for each other's rows.
    for (const row of rows.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
      const attempt = row.attempts + 1;
      const taken = { id: row.id, attempts: row.attempts, state: 'waiting' as const };
      const { affected } = await this.database.manager.update(MailEntity, taken, { attempts: attempt, leaseUntil });
      if (affected === 1) claimed.push(claimedOf(row, attempt));
    }
    return claimed;
  }

  /** Writes down how an attempt ended, unless its lease ran out and another attempt has begun. */
  async settle(claimed: ClaimedMail, outcome: MailOutcome): Promise<void> {
    const held = { id: claimed.id, attempts: claimed.attempt, state: 'waiting' as const };
    await this.database.manager.update(MailEntity, held, { ...this.changesOf(outcome), leaseUntil: null });
  }

  /** Puts down the written mail, for {@link findKept}. */
  async keepContent(id: string, sealed: string): Promise<void> {
    await this.database.manager.update(MailEntity, { id, state: 'waiting' }, { content: sealed });
  }

  /** The newest first, from before the mail `before` (null: from the newest). */
  async findBefore(before: string | null, limit: number): Promise<Mail[]> {
    const rows = await this.database.manager.find(MailEntity, {
      where: before === null ? {} : { id: LessThan(before) },
      order: { id: 'DESC' },
      take: limit,
    });
    return rows.map(presentMail);
  }

  /** @throws DomainError `mail_not_found` */
  async get(id: string): Promise<Mail & { readonly text: string | null }> {
    const row = await this.database.manager.findOneBy(MailEntity, { id });
    if (!row) throw mailNotFound();
    const isReadable = row.state === 'kept' && row.content !== null;
    return { ...presentMail(row), text: isReadable ? this.seals.openContent(id, row.content ?? '').text : null };
  }

  count(state: MailEntity['state']): Promise<number> {
    return this.database.manager.countBy(MailEntity, { state });
  }

  /** Deletes those that ended so long ago, counted from when they were put. */
  async deleteOld(states: readonly MailEntity['state'][], olderThanMs: number): Promise<void> {
    await this.database.manager.delete(MailEntity, {
      state: In([...states]),
      createdAt: LessThan(this.now(-olderThanMs)),
    });
  }

  private changesOf(outcome: MailOutcome): Partial<MailEntity> {
    const { state, subject } = outcome;
    if (state === 'waiting') {
      return { subject, problem: outcome.problem, nextAttemptAt: this.now(outcome.afterMs) };
    }
    // The payload is gone with the need for it: a sent link should lie nowhere but in its mail.
    const done = { state, subject, payload: null };
    if (state === 'failed') return { ...done, content: null, problem: outcome.problem };
    if (state === 'kept') return { ...done, problem: null };
    return { ...done, content: null, problem: null, sentAt: this.now() };
  }

  private now(plusMs = 0): string {
    return new Date(this.clock.now().getTime() + plusMs).toISOString();
  }
}

const claimedOf = (row: MailEntity, attempt: number): ClaimedMail => ({
  id: row.id,
  kind: row.kind,
  to: { name: row.toName, address: row.toAddress },
  messageId: row.messageId,
  attempt,
  createdAt: new Date(row.createdAt),
  sealedPayload: row.payload ?? '',
});

const presentMail = (row: MailEntity): Mail => ({
  id: row.id,
  to: row.toName === '' ? row.toAddress : `${row.toName} <${row.toAddress}>`,
  // Before the first attempt nobody has written it; its kind says what it will be.
  subject: row.subject ?? row.kind,
  state: row.state,
  attempts: row.attempts,
  problem: row.problem,
  createdAt: row.createdAt,
  sentAt: row.sentAt,
});
