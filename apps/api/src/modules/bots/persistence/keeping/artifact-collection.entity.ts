import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { RunEntity } from '../run.entity.js';

/** That the files of an attempt were collected: a second time there is nothing to do. */
@Entity('artifact_collections')
export class ArtifactCollectionEntity {
  @PrimaryColumn('text', { name: 'run_id', primaryKeyConstraintName: 'pk_artifact_collections' }) runId!: string;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'pk_artifact_collections' }) attempt!: number;
  @ManyToOne(() => RunEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'run_id', foreignKeyConstraintName: 'fk_artifact_collections_run' })
  run?: RunEntity;
  /** What was not kept, and why, in a sentence; null when all was. */
  @Column('text', { nullable: true }) problem!: string | null;
  @Column('text', { name: 'collected_at' }) collectedAt!: string;
}
