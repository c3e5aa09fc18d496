import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { BotEntity } from '../bot.entity.js';

/** One notice for one address: what is to be delivered, and how that went. */
@Entity('bot_notices')
@Unique('uq_bot_notices_once', ['runId', 'targetId'])
@Index('ix_bot_notices_due', ['state', 'nextAttemptAt'])
export class BotNoticeEntity {
  /** The receiver knows a second delivery by it. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_bot_notices' }) id!: string;
  @Index('ix_bot_notices_bot')
  @Column('text', { name: 'bot_id' })
  botId!: string;
  @ManyToOne(() => BotEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'bot_id', foreignKeyConstraintName: 'fk_bot_notices_bot' })
  bot?: BotEntity;
  /** The run that it speaks of, which may be gone by now. */
  @Column('text', { name: 'run_id' }) runId!: string;
  /** Whose address and secret are the bot's seals `notify.<id>.…`. */
  @Column('text', { name: 'target_id' }) targetId!: string;
  @Column('text') kind!: 'slack' | 'webhook';
  /** JSON as it is sent, the same at every attempt. */
  @Column('text') body!: string;
  @Column('text') state!: 'waiting' | 'sent' | 'failed';
  /** Counts up as an attempt begins: what one of them writes holds only while it is the latest. */
  @Column('integer') attempts!: number;
  @Column('text', { name: 'next_attempt_at' }) nextAttemptAt!: string;
  /** Until then one server has it in hand. */
  @Column('text', { name: 'lease_until', nullable: true }) leaseUntil!: string | null;
  /** Why the last attempt did not succeed. */
  @Column('text', { nullable: true }) problem!: string | null;
  @Column('text', { name: 'created_at' }) createdAt!: string;
  @Column('text', { name: 'sent_at', nullable: true }) sentAt!: string | null;
}
