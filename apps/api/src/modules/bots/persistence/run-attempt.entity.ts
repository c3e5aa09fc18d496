import type { RunStatus } from '@bothy/contracts';
import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { RunEntity } from './run.entity.js';

/** An attempt that has ended. The one that goes on is the run's row. */
@Entity('run_attempts')
export class RunAttemptEntity {
  @PrimaryColumn('text', { name: 'run_id', primaryKeyConstraintName: 'pk_run_attempts' }) runId!: string;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'pk_run_attempts' }) attempt!: number;
  @ManyToOne(() => RunEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'run_id', foreignKeyConstraintName: 'fk_run_attempts_run' })
  run?: RunEntity;
  @Column('text') status!: RunStatus;
  @Column('integer', { name: 'exit_code', nullable: true }) exitCode!: number | null;
  @Column('text', { nullable: true }) signal!: string | null;
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('text', { name: 'started_at', nullable: true }) startedAt!: string | null;
  @Column('text', { name: 'finished_at', nullable: true }) finishedAt!: string | null;
  @Column('integer', { name: 'line_count' }) lineCount!: number;
  @Column('integer', { name: 'byte_count' }) byteCount!: number;
}
