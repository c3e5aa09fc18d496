import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { MemberEntity } from './member.entity.js';

/** An unused recovery code: its row goes with its use. */
@Entity('recovery_codes')
export class RecoveryCodeEntity {
  /** SHA-256 of the code in its plain form. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'recovery_codes_pk' })
  hash!: string;

  @Index('recovery_codes_member_id')
  @Column('text', { name: 'member_id' })
  memberId!: string;

  @ManyToOne(() => MemberEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'member_id', foreignKeyConstraintName: 'recovery_codes_member_fk' })
  member!: MemberEntity;
}
