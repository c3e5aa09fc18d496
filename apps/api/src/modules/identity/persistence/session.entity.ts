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

  /** How it was opened, for example `passkey`; null for those from before this was kept. */
  @Column('text', { name: 'opened_by', nullable: true })
  openedBy!: string | null;

  /** Set while the session may do nothing but add a way to sign in. */
  @Column('text', { name: 'enrolling_since', nullable: true })
  enrollingSince!: string | null;

  /** When its member last came in by a passkey, or made one in it. */
  @Column('text', { name: 'passkey_at', nullable: true })
  passkeyAt!: string | null;

  @Column('text', { name: 'last_seen_at', nullable: true })
  lastSeenAt!: string | null;

  /** Address it was last renewed from. */
  @Column('text', { nullable: true })
  address!: string | null;

  @Column('text', { name: 'user_agent', nullable: true })
  userAgent!: string | null;
}
