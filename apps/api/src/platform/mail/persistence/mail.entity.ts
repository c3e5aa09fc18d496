import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

@Entity('mails')
@Unique('mails_dedupe_key', ['dedupeKey'])
@Unique('mails_message_id', ['messageId'])
@Index('mails_due', ['state', 'nextAttemptAt'])
export class MailEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'mails_pk' })
  id!: string;

  @Column('text')
  kind!: string;

  @Column('text', { name: 'to_name' })
  toName!: string;

  @Column('text', { name: 'to_address' })
  toAddress!: string;

  /** Null until it was written for the first time. */
  @Column('text', { nullable: true })
  subject!: string | null;

  /** Sealed JSON; null once the mail needs it no more. */
  @Column('text', { nullable: true })
  payload!: string | null;

  /** Sealed JSON of the written mail; only where it is kept. */
  @Column('text', { nullable: true })
  content!: string | null;

  @Column('text', { name: 'dedupe_key', nullable: true })
  dedupeKey!: string | null;

  /** Without its angle brackets; the same at every attempt, so that the reader's program knows a second copy. */
  @Column('text', { name: 'message_id' })
  messageId!: string;

  @Column('text')
  state!: 'waiting' | 'sent' | 'failed' | 'kept';

  /** Counts up as an attempt begins: what one of them writes holds only while it is the latest. */
  @Column('integer')
  attempts!: number;

  @Column('text', { name: 'next_attempt_at' })
  nextAttemptAt!: string;

  /** Until then one server has the mail in hand. */
  @Column('text', { name: 'lease_until', nullable: true })
  leaseUntil!: string | null;

  @Column('text', { nullable: true })
  problem!: string | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'sent_at', nullable: true })
  sentAt!: string | null;
}
