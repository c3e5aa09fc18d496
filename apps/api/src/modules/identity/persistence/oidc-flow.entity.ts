import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { SessionEntity } from './session.entity.js';

/** One way to the other provider and back: its row goes with the first who comes back. */
@Entity('oidc_flows')
export class OidcFlowEntity {
  /** SHA-256 of the state that the provider hands back. */
  @PrimaryColumn('text', { name: 'state_hash', primaryKeyConstraintName: 'oidc_flows_pk' })
  stateHash!: string;

  /** SHA-256 of the cookie of the browser that left. */
  @Column('text', { name: 'browser_hash' })
  browserHash!: string;

  /** What only this server may know until then, sealed for this row. */
  @Column('text')
  sealed!: string;

  /** The session that links an account; null for a sign-in. */
  @Index('oidc_flows_session_id')
  @Column('text', { name: 'session_id', nullable: true })
  sessionId!: string | null;

  @ManyToOne(() => SessionEntity, { onDelete: 'CASCADE', nullable: true })
  @JoinColumn({ name: 'session_id', foreignKeyConstraintName: 'oidc_flows_session_fk' })
  session!: SessionEntity | null;

  /** Path of the page to go on with. */
  @Column('text')
  back!: string;

  @Index('oidc_flows_expires_at')
  @Column('text', { name: 'expires_at' })
  expiresAt!: string;
}
