import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { MemberEntity } from './member.entity.js';

/** An unused link for a member who lost every way in. */
@Entity('reset_links')
export class ResetLinkEntity {
  /** SHA-256 of the link's token. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'reset_links_pk' })
  hash!: string;

  @Index('reset_links_member_id')
  @Column('text', { name: 'member_id' })
  memberId!: string;

  @ManyToOne(() => MemberEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'member_id', foreignKeyConstraintName: 'reset_links_member_fk' })
  member!: MemberEntity;

  @Index('reset_links_expires_at')
  @Column('text', { name: 'expires_at' })
  expiresAt!: string;
}
