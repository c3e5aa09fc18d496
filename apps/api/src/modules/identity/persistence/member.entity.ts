import type { Role } from '@bothy/contracts';
import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

@Entity('members')
@Unique('members_email', ['email'])
export class MemberEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'members_pk' })
  id!: string;

  @Column('text')
  name!: string;

  /** Small letters. */
  @Column('text')
  email!: string;

  @Column('text')
  role!: Role;

  /** Argon2id in PHC form; null for a member who signs in otherwise. */
  @Column('text', { name: 'password_hash', nullable: true })
  passwordHash!: string | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;
}
