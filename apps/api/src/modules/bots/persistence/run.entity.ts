import type { Run, RunStatus } from '@bothy/contracts';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { BotEntity } from './bot.entity.js';

@Entity('runs')
@Unique('uq_runs_bot_number', ['botId', 'number'])
@Index('ix_runs_status', ['status', 'id'])
export class RunEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_runs' }) id!: string;
  @Column('text', { name: 'bot_id' }) botId!: string;
  @ManyToOne(() => BotEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'bot_id', foreignKeyConstraintName: 'fk_runs_bot' })
  bot?: BotEntity;
  /** Kept beside the id, so that a list needs no join. A slug never changes. */
  @Column('text', { name: 'bot_slug' }) botSlug!: string;
  @Column('integer') number!: number;
  @Column('text') status!: RunStatus;
  @Column('integer') attempt!: number;
  @Column('text', { name: 'trigger_kind' }) triggerKind!: Run['trigger']['kind'];
  /** JSON of the actor, or null. */
  @Column('text', { nullable: true }) actor!: string | null;
  @Column('text') params!: string;
  @Column('integer', { name: 'bot_version' }) botVersion!: number;
  @Column('integer', { name: 'exit_code', nullable: true }) exitCode!: number | null;
  @Column('text', { nullable: true }) signal!: string | null;
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('text', { name: 'cancelled_by', nullable: true }) cancelledBy!: string | null;
  @Column('text', { name: 'created_at' }) createdAt!: string;
  @Column('text', { name: 'started_at', nullable: true }) startedAt!: string | null;
  @Column('text', { name: 'finished_at', nullable: true }) finishedAt!: string | null;
  @Column('integer', { name: 'line_count' }) lineCount!: number;
  @Column('integer', { name: 'byte_count' }) byteCount!: number;
}
