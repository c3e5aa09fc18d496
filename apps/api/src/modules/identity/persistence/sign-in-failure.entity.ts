import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Failed sign-ins of one account, address, or the two together, so that a restart forgives nothing. */
@Entity('sign_in_failures')
export class SignInFailureEntity {
  /** A hash: who mistyped which address is nobody's business. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'sign_in_failures_pk' })
  key!: string;

  @Column('integer')
  failures!: number;

  @Index('sign_in_failures_last_at')
  @Column('text', { name: 'last_at' })
  lastAt!: string;

  /** Nothing is tried before this. */
  @Column('text', { name: 'blocked_until' })
  blockedUntil!: string;
}
