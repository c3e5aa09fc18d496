import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { SessionEntity } from './session.entity.js';

/** One act that a session may do until `expiresAt`, because its member was there. */
@Entity('step_ups')
export class StepUpEntity {
  @PrimaryColumn('text', { name: 'session_id', primaryKeyConstraintName: 'step_ups_pk' })
  sessionId!: string;

  @ManyToOne(() => SessionEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'session_id', foreignKeyConstraintName: 'step_ups_session_fk' })
  session!: SessionEntity;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'step_ups_pk' })
  action!: string;

  /** Empty where the act's route names nothing. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'step_ups_pk' })
  target!: string;

  @Index('step_ups_expires_at')
  @Column('text', { name: 'expires_at' })
  expiresAt!: string;
}
