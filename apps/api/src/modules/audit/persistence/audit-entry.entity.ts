import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

@Entity('audit_entries')
@Unique('audit_entries_prev_hash', ['prevHash'])
@Unique('audit_entries_hash', ['hash'])
export class AuditEntryEntity {
  /** Counts up from 1: the order of the chain. */
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'audit_entries_pk' })
  position!: number;

  @Column('text')
  id!: string;

  @Column('text')
  at!: string;

  @Column('text', { name: 'actor_kind' })
  actorKind!: 'member' | 'token' | 'system';

  @Column('text', { name: 'actor_id' })
  actorId!: string;

  @Column('text', { name: 'actor_name' })
  actorName!: string;

  @Column('text')
  action!: string;

  /** JSON, or null. */
  @Column('text', { nullable: true })
  target!: string | null;

  /** JSON. */
  @Column('text')
  details!: string;

  @Column('text', { name: 'prev_hash' })
  prevHash!: string;

  @Column('text')
  hash!: string;
}
