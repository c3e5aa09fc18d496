import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';

@Entity('kept_saves')
@Unique('uq_kept_saves_object', ['objectKey'])
@Index('ix_kept_saves_member', ['memberId', 'id'])
export class KeptSaveEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_kept_saves' }) id!: string;
  @Column('text', { name: 'member_id' }) memberId!: string;
  /** By name, for identity keeps its entities to itself: a member's saves go with them. */
  @ManyToOne('MemberEntity', { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'member_id', foreignKeyConstraintName: 'fk_kept_saves_member' })
  member?: object;
  @Column('text') kind!: string;
  @Column('integer', { name: 'size_bytes' }) sizeBytes!: number;
  /** SHA-256 of what it was before it was sealed, in hex. */
  @Column('text') sha256!: string;
  @Column('text', { name: 'object_key' }) objectKey!: string;
  /** Its name, and what opens the object, sealed, and bound to this row's id. */
  @Column('text') sealed!: string;
  @Column('text', { name: 'created_at' }) createdAt!: string;
}
