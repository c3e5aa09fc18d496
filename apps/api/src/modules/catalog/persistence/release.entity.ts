import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { ToolEntity } from './tool.entity.js';

/** A version of a tool. One that its source withdrew keeps its row, so that it is known what it was. */
@Entity('catalog_releases')
@Unique('uq_catalog_releases_version', ['toolId', 'version'])
@Index('ix_catalog_releases_tool', ['toolId', 'position'])
export class ReleaseEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_catalog_releases' }) id!: string;
  @Column('text', { name: 'tool_id' }) toolId!: string;
  @ManyToOne(() => ToolEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'tool_id', foreignKeyConstraintName: 'fk_catalog_releases_tool' })
  tool?: ToolEntity;
  @Column('text') version!: string;
  @Column('text') name!: string;
  @Column('text', { name: 'released_at' }) releasedAt!: string;
  @Column('text') notes!: string;
  @Column('boolean') prerelease!: boolean;
  /** 0 is the newest. */
  @Column('integer') position!: number;
  @Column('text', { name: 'withdrawn_at', nullable: true }) withdrawnAt!: string | null;
}
