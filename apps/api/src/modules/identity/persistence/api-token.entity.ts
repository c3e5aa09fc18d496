import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { MemberEntity } from './member.entity.js';

@Entity('api_tokens')
@Unique('api_tokens_hash', ['hash'])
export class ApiTokenEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'api_tokens_pk' })
  id!: string;

  @Column('text')
  name!: string;

  /** SHA-256 of the token. */
  @Column('text')
  hash!: string;

  /** JSON. */
  @Column('text')
  scopes!: string;

  @Index('api_tokens_member_id')
  @Column('text', { name: 'member_id' })
  memberId!: string;

  @ManyToOne(() => MemberEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'member_id', foreignKeyConstraintName: 'api_tokens_member_fk' })
  member!: MemberEntity;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'expires_at' })
  expiresAt!: string;

  @Column('text', { name: 'last_used_at', nullable: true })
  lastUsedAt!: string | null;

  /** Address it was last used from. */
  @Column('text', { name: 'last_used_from', nullable: true })
  lastUsedFrom!: string | null;

  @Column('text', { name: 'revoked_at', nullable: true })
  revokedAt!: string | null;
}
