import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { RunEntity } from '../run.entity.js';

@Entity('run_artifacts')
@Unique('uq_run_artifacts_name', ['runId', 'attempt', 'name'])
@Unique('uq_run_artifacts_object', ['objectKey'])
export class RunArtifactEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_run_artifacts' }) id!: string;
  @Column('text', { name: 'run_id' }) runId!: string;
  @ManyToOne(() => RunEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'run_id', foreignKeyConstraintName: 'fk_run_artifacts_run' })
  run?: RunEntity;
  @Column('integer') attempt!: number;
  @Column('text') name!: string;
  @Column('integer', { name: 'size_bytes' }) sizeBytes!: number;
  /** SHA-256 of what it was before it was sealed, in hex. */
  @Column('text') sha256!: string;
  @Column('text', { name: 'content_type' }) contentType!: string;
  @Column('text', { name: 'object_key' }) objectKey!: string;
  /** What opens the object, sealed, and bound to this row's id. */
  @Column('text') sealed!: string;
  @Column('text', { name: 'created_at' }) createdAt!: string;
}
