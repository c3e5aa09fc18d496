import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { RunEntity } from './run.entity.js';

/** An idempotency key, and the run that it was first used for. */
@Entity('run_keys')
@Index('ix_run_keys_created', ['createdAt'])
export class RunKeyEntity {
  /** Whose key it is, and of which bot. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_run_keys' }) scope!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_run_keys' }) key!: string;
  @Column('text', { name: 'run_id' }) runId!: string;
  @ManyToOne(() => RunEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'run_id', foreignKeyConstraintName: 'fk_run_keys_run' })
  run?: RunEntity;
  /** Of what was asked for: another request under the same key is a mistake. */
  @Column('text') fingerprint!: string;
  @Column('text', { name: 'created_at' }) createdAt!: string;
}
