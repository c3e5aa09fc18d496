import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { MemberEntity } from './member.entity.js';

@Entity('passkeys')
@Unique('passkeys_credential_id', ['credentialId'])
export class PasskeyEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'passkeys_pk' })
  id!: string;

  @Index('passkeys_member_id')
  @Column('text', { name: 'member_id' })
  memberId!: string;

  @ManyToOne(() => MemberEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'member_id', foreignKeyConstraintName: 'passkeys_member_fk' })
  member!: MemberEntity;

  /** base64url, as the authenticator chose it. */
  @Column('text', { name: 'credential_id' })
  credentialId!: string;

  /** COSE key, base64url. */
  @Column('text', { name: 'public_key' })
  publicKey!: string;

  /** Of the last assertion; 0 for authenticators that do not count. */
  @Column('integer')
  counter!: number;

  /** JSON. */
  @Column('text')
  transports!: string;

  @Column('text')
  name!: string;

  @Column('boolean')
  synced!: boolean;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'last_used_at', nullable: true })
  lastUsedAt!: string | null;
}
