import type { Schedule } from '@bothy/contracts';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { BotEntity } from '../bot.entity.js';

/** A schedule of a bot as it is now, and when it comes next. */
@Entity('bot_schedules')
@Index('ix_bot_schedules_bot', ['botId', 'position'])
@Index('ix_bot_schedules_next', ['nextAt'])
export class BotScheduleEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_bot_schedules' }) id!: string;
  @Column('text', { name: 'bot_id' }) botId!: string;
  @ManyToOne(() => BotEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'bot_id', foreignKeyConstraintName: 'fk_bot_schedules_bot' })
  bot?: BotEntity;
  /** Where it stands in the bot's definition, from 0 on. */
  @Column('integer') position!: number;
  @Column('text') cron!: string;
  @Column('text', { name: 'time_zone' }) timeZone!: string;
  @Column('text') missed!: Schedule['missed'];
  /** JSON. */
  @Column('text') params!: string;
  /** Null while it, or its bot, is switched off. */
  @Column('text', { name: 'next_at', nullable: true }) nextAt!: string | null;
  /** The last time that it was due at and fired for, by which a clock that is set back does not fire again. */
  @Column('text', { name: 'fired_at', nullable: true }) firedAt!: string | null;
  /** Why no run could be started the last time, in a sentence. */
  @Column('text', { nullable: true }) problem!: string | null;
}
