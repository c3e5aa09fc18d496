import type { Role } from '@bothy/contracts';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { MemberEntity } from './member.entity.js';

/** An open invitation: its row goes when it is accepted or taken back, and with whoever invited. */
@Entity('invitations')
@Unique('invitations_hash', ['hash'])
export class InvitationEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'invitations_pk' })
  id!: string;

  /** SHA-256 of the link's token. */
  @Column('text')
  hash!: string;

  @Column('text')
  role!: Role;

  @Column('text', { nullable: true })
  email!: string | null;

  @Column('text', { nullable: true })
  name!: string | null;

  @Index('invitations_member_id')
  @Column('text', { name: 'member_id' })
  memberId!: string;

  /** Who invited. */
  @ManyToOne(() => MemberEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'member_id', foreignKeyConstraintName: 'invitations_member_fk' })
  member!: MemberEntity;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Index('invitations_expires_at')
  @Column('text', { name: 'expires_at' })
  expiresAt!: string;
}
