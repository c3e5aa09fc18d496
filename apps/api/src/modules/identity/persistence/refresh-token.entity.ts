import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { SessionEntity } from './session.entity.js';

/** One link of a session's chain of refresh tokens; the used ones stay, so that a second use is noticed. */
@Entity('refresh_tokens')
export class RefreshTokenEntity {
  /** SHA-256 of the token. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'refresh_tokens_pk' })
  hash!: string;

  @Index('refresh_tokens_session_id')
  @Column('text', { name: 'session_id' })
  sessionId!: string;

  @ManyToOne(() => SessionEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'session_id', foreignKeyConstraintName: 'refresh_tokens_session_fk' })
  session!: SessionEntity;

  @Column('text', { name: 'used_at', nullable: true })
  usedAt!: string | null;
}
