import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

@Entity('audit_entries')
@Unique('audit_entries_prev_hash', ['prevHash'])
@Unique('audit_entries_hash', ['hash'])
@Index('audit_entries_by_at', ['at', 'position'])
@Index('audit_entries_by_actor', ['actorId', 'position'])
@Index('audit_entries_by_action', ['action', 'position'])
@Index('audit_entries_by_thing', ['thing', 'position'])
@Index('audit_entries_by_target', ['targetId', 'position'])
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

  /** This and the next two repeat, for filters, what stands above: the hash does not cover them. */
  @Column('text')
  thing!: string;

  @Column('text', { name: 'target_id', nullable: true })
  targetId!: string | null;

  @Column('text', { name: 'search_text' })
  searchText!: string;
}
