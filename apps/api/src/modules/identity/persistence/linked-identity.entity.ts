import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { MemberEntity } from './member.entity.js';

/** An account at another provider that signs a member in: known by issuer and subject, never by an e-mail address. */
@Entity('linked_identities')
@Unique('linked_identities_subject', ['issuer', 'subject'])
export class LinkedIdentityEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'linked_identities_pk' })
  id!: string;

  @Index('linked_identities_member_id')
  @Column('text', { name: 'member_id' })
  memberId!: string;

  @ManyToOne(() => MemberEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'member_id', foreignKeyConstraintName: 'linked_identities_member_fk' })
  member!: MemberEntity;

  @Column('text')
  issuer!: string;

  @Column('text')
  subject!: string;

  /** What the provider calls the account; only shown. */
  @Column('text')
  name!: string;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'last_used_at', nullable: true })
  lastUsedAt!: string | null;
}
