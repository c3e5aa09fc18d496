import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { BotEntity } from '../bot.entity.js';

/** How the last run of a bot went that ran to an end: what a change is measured by. */
@Entity('bot_health')
export class BotHealthEntity {
  @PrimaryColumn('text', { name: 'bot_id', primaryKeyConstraintName: 'pk_bot_health' }) botId!: string;
  @ManyToOne(() => BotEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'bot_id', foreignKeyConstraintName: 'fk_bot_health_bot' })
  bot?: BotEntity;
  /** `unknown`: none has ended yet. */
  @Column('text') state!: 'unknown' | 'good' | 'bad';
  /** The run that made it so; null where that is not known. */
  @Column('text', { name: 'run_id', nullable: true }) runId!: string | null;
  @Column('text', { name: 'changed_at' }) changedAt!: string;
}
