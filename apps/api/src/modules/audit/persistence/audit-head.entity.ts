import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The one row that says where the chain ends: its lock serialises appends, and it gives away a tail that was cut off. */
@Entity('audit_head')
export class AuditHeadEntity {
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'audit_head_pk' })
  id!: number;

  /** Position of the last entry; 0 for none. */
  @Column('integer')
  position!: number;

  @Column('text')
  hash!: string;
}
