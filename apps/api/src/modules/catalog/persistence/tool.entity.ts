import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

@Entity('catalog_tools')
@Unique('uq_catalog_tools_slug', ['slug'])
export class ToolEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_catalog_tools' }) id!: string;
  /** Never changes: addresses and figures hang on it. */
  @Column('text') slug!: string;
  @Column('text') name!: string;
  /** In small letters, to be sorted and searched by. */
  @Column('text', { name: 'name_folded' }) nameFolded!: string;
  @Column('text') summary!: string;
  /** In small letters, to be searched by. */
  @Column('text', { name: 'summary_folded' }) summaryFolded!: string;
  @Column('text') readme!: string;
  @Column('text', { nullable: true }) licence!: string | null;
  @Column('text') icon!: string;
  /** JSON of `{label, url}[]`. */
  @Column('text') links!: string;
  @Column('text') visibility!: string;
  /** JSON as in the contract, or null. */
  @Column('text', { nullable: true }) source!: string | null;
  /** JSON as in the contract, or null. */
  @Column('text', { nullable: true }) git!: string | null;
  /** SHA-256 of the token with which GitLab tells of releases. */
  @Column('text', { name: 'webhook_token_hash', nullable: true }) webhookTokenHash!: string | null;
  /** When the source last answered. */
  @Column('text', { name: 'synced_at', nullable: true }) syncedAt!: string | null;
  @Column('text', { name: 'tried_at', nullable: true }) triedAt!: string | null;
  /** Null: not by the timer. */
  @Column('text', { name: 'next_sync_at', nullable: true }) nextSyncAt!: string | null;
  @Column('text', { name: 'sync_problem', nullable: true }) syncProblem!: string | null;
  /** What the source wants back to tell whether anything changed: JSON of its adapter's own. */
  @Column('text', { nullable: true }) validator!: string | null;
  @Column('text', { name: 'created_at' }) createdAt!: string;
  @Column('text', { name: 'updated_at' }) updatedAt!: string;
}
