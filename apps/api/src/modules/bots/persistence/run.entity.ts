import type { Run, RunStatus } from '@bothy/contracts';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { BotEntity } from './bot.entity.js';

@Entity('runs')
@Unique('uq_runs_bot_number', ['botId', 'number'])
@Index('ix_runs_status', ['status', 'id'])
@Index('ix_runs_bot_finished', ['botId', 'finishedAt'])
@Index('ix_runs_places', ['places', 'status', 'id'])
// What holds the limit of runs at once: a place is one run's, and a run that has ended has none.
@Index('uq_runs_place', ['places', 'place'], { unique: true, where: '"place" IS NOT NULL' })
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
  @Column('integer', { name: 'max_attempts' }) maxAttempts!: number;
  @Column('text', { name: 'retry_at', nullable: true }) retryAt!: string | null;
  @Column('text', { name: 'trigger_kind' }) triggerKind!: Run['trigger']['kind'];
  @Column('text', { name: 'trigger_detail', nullable: true }) triggerDetail!: string | null;
  /** JSON of the actor, or null. */
  @Column('text', { nullable: true }) actor!: string | null;
  /** The member who asked, or whose token did; null where nobody did. */
  @Column('text', { name: 'requested_by', nullable: true }) requestedBy!: string | null;
  @Column('text') params!: string;
  /** Sealed JSON of the secret ones; gone with the end of the run. */
  @Column('text', { name: 'secret_params', nullable: true }) secretParams!: string | null;
  @Column('integer', { name: 'bot_version' }) botVersion!: number;
  @Column('integer', { name: 'exit_code', nullable: true }) exitCode!: number | null;
  @Column('text', { nullable: true }) signal!: string | null;
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('boolean') paused!: boolean;
  @Column('text', { name: 'cancelled_by', nullable: true }) cancelledBy!: string | null;
  @Column('text', { name: 'approved_by', nullable: true }) approvedBy!: string | null;
  @Column('text', { name: 'created_at' }) createdAt!: string;
  @Column('text', { name: 'started_at', nullable: true }) startedAt!: string | null;
  @Column('text', { name: 'finished_at', nullable: true }) finishedAt!: string | null;
  /** From start to end of a finished run. */
  @Column('integer', { name: 'duration_ms', nullable: true }) durationMs!: number | null;
  @Column('integer', { name: 'line_count' }) lineCount!: number;
  @Column('integer', { name: 'byte_count' }) byteCount!: number;
  @Column('integer', { name: 'artifact_count' }) artifactCount!: number;
  @Column('text', { name: 'rerun_of', nullable: true }) rerunOf!: string | null;
  @Column('text', { name: 'parent_run_id', nullable: true }) parentRunId!: string | null;
  @Column('integer') depth!: number;
  /** Whose limit it counts against; null: none. */
  @Column('text', { nullable: true }) places!: string | null;
  /** How many places there are by the version of the bot that it was made from. */
  @Column('integer', { name: 'place_limit', nullable: true }) placeLimit!: number | null;
  /** Its own place, from 1; null while it waits for one, and once it has ended. */
  @Column('integer', { nullable: true }) place!: number | null;
  /** Whose runner has it: the id of that server's data folder. */
  @Column('text', { name: 'runner_id', nullable: true }) runnerId!: string | null;
}
