import { Injectable } from '@nestjs/common';
import { In, IsNull, LessThan, LessThanOrEqual } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../../../platform/clock/clock.js';
import { Database } from '../../../../platform/database/database.js';
import { BotNoticeEntity } from './bot-notice.entity.js';

export type NewNotice = Pick<BotNoticeEntity, 'botId' | 'runId' | 'targetId' | 'kind' | 'body'>;

/** A notice that this server has in hand for the length of its lease; `attempts` counts this one. */
export type ClaimedNotice = Readonly<
  Pick<BotNoticeEntity, 'id' | 'botId' | 'runId' | 'targetId' | 'kind' | 'body' | 'attempts'>
>;

export type NoticeOutcome =
  | { readonly state: 'sent' }
  | { readonly state: 'failed'; readonly problem: string }
  | { readonly state: 'waiting'; readonly problem: string; readonly afterMs: number };

/** The outbox of notices that go over HTTP. */
@Injectable()
export class NoticeRepository {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Unless the target has one of this run already. */
  async insert(notice: NewNotice): Promise<void> {
    const now = this.#at();
    const row = {
      ...notice,
      id: uuidv7(),
      state: 'waiting' as const,
      attempts: 0,
      nextAttemptAt: now,
      leaseUntil: null,
      problem: null,
      createdAt: now,
      sentAt: null,
    };
    const insert = this.database.manager.createQueryBuilder().insert().into(BotNoticeEntity).values(row);
    // In the statement itself: on PostgreSQL a violated key would end the transaction, and the run could not end.
    await insert.orIgnore().updateEntity(false).execute();
  }

  /** Takes notices that are due; another server that looks at the same moment takes others. */
  async claimDue(limit: number, leaseMs: number): Promise<ClaimedNotice[]> {
    const now = this.#at();
    const due = { state: 'waiting' as const, nextAttemptAt: LessThanOrEqual(now) };
    const rows = await this.database.manager.find(BotNoticeEntity, {
      where: [
        { ...due, leaseUntil: IsNull() },
        { ...due, leaseUntil: LessThanOrEqual(now) },
      ],
      order: { nextAttemptAt: 'ASC', id: 'ASC' },
      take: limit,
    });
    const leaseUntil = this.#at(leaseMs);
    const claimed: ClaimedNotice[] = [];
    // Always in the order of ids, so that two servers do not wait for each other's rows.
    for (const row of rows.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
      const attempts = row.attempts + 1;
      const taken = { id: row.id, attempts: row.attempts, state: 'waiting' as const };
      const { affected } = await this.database.manager.update(BotNoticeEntity, taken, { attempts, leaseUntil });
      if (affected === 1) claimed.push({ ...row, attempts });
    }
    return claimed;
  }

  /** Writes down how an attempt ended, unless its lease ran out and another one has begun. */
  async settle({ id, attempts }: ClaimedNotice, outcome: NoticeOutcome): Promise<void> {
    const held = { id, attempts, state: 'waiting' as const };
    await this.database.manager.update(BotNoticeEntity, held, { ...this.#changesOf(outcome), leaseUntil: null });
  }

  async deleteOld(olderThanMs: number): Promise<void> {
    const ended = { state: In(['sent', 'failed']), createdAt: LessThan(this.#at(-olderThanMs)) };
    await this.database.manager.delete(BotNoticeEntity, ended);
  }

  count(state: BotNoticeEntity['state']): Promise<number> {
    return this.database.manager.countBy(BotNoticeEntity, { state });
  }

  #changesOf(outcome: NoticeOutcome): Partial<BotNoticeEntity> {
    if (outcome.state === 'sent') return { state: 'sent', problem: null, sentAt: this.#at() };
    if (outcome.state === 'failed') return { state: 'failed', problem: outcome.problem };
    return { problem: outcome.problem, nextAttemptAt: this.#at(outcome.afterMs) };
  }

  #at(plusMs = 0): string {
    return new Date(this.clock.now().getTime() + plusMs).toISOString();
  }
}
