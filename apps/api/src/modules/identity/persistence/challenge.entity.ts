import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { SessionEntity } from './session.entity.js';

/** A challenge that an authenticator was asked to sign: its row goes with its first use. */
@Entity('webauthn_challenges')
export class ChallengeEntity {
  /** SHA-256 of the challenge. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'webauthn_challenges_pk' })
  hash!: string;

  @Column('text')
  purpose!: 'sign-in' | 'register' | 'step-up';

  /** The session that asked; null for a sign-in. */
  @Index('webauthn_challenges_session_id')
  @Column('text', { name: 'session_id', nullable: true })
  sessionId!: string | null;

  @ManyToOne(() => SessionEntity, { onDelete: 'CASCADE', nullable: true })
  @JoinColumn({ name: 'session_id', foreignKeyConstraintName: 'webauthn_challenges_session_fk' })
  session!: SessionEntity | null;

  /** The act that a step-up is for; empty otherwise. */
  @Column('text')
  action!: string;

  /** What the act is on; empty where its route names nothing. */
  @Column('text')
  target!: string;

  @Index('webauthn_challenges_expires_at')
  @Column('text', { name: 'expires_at' })
  expiresAt!: string;
}
