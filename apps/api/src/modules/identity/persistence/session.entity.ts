import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { MemberEntity } from './member.entity.js';

@Entity('sessions')
export class SessionEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'sessions_pk' })
  id!: string;

  @Index('sessions_member_id')
  @Column('text', { name: 'member_id' })
  memberId!: string;

  @ManyToOne(() => MemberEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'member_id', foreignKeyConstraintName: 'sessions_member_fk' })
  member!: MemberEntity;

  /** When the member proved who they are; renewing the session does not move it. */
  @Column('text', { name: 'signed_in_at' })
  signedInAt!: string;

  @Index('sessions_expires_at')
  @Column('text', { name: 'expires_at' })
  expiresAt!: string;

  @Column('text', { name: 'revoked_at', nullable: true })
  revokedAt!: string | null;
}
