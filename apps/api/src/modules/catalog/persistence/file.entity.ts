import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { bigInteger } from '../../../platform/database/big-integer.js';
import { ReleaseEntity } from './release.entity.js';

@Entity('catalog_files')
@Unique('uq_catalog_files_name', ['releaseId', 'name'])
export class FileEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_catalog_files' }) id!: string;
  @Column('text', { name: 'release_id' }) releaseId!: string;
  @ManyToOne(() => ReleaseEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'release_id', foreignKeyConstraintName: 'fk_catalog_files_release' })
  release?: ReleaseEntity;
  /** The last part of its address: without folders. */
  @Column('text') name!: string;
  @Column('bigint', { name: 'size_bytes', nullable: true, transformer: bigInteger }) sizeBytes!: number | null;
  /** In hex. */
  @Column('text', { nullable: true }) sha256!: string | null;
  @Column('text', { name: 'content_type' }) contentType!: string;
  /** How its source finds it again: JSON of the adapter's own. A file with another locator is another file. */
  @Column('text') locator!: string;
}
