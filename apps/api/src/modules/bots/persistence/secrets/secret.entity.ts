import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

@Entity('secrets')
@Unique('uq_secrets_name', ['name'])
export class SecretEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_secrets' }) id!: string;
  @Column('text') name!: string;
  /** The value, sealed, and bound to the row's id. */
  @Column('text') sealed!: string;
  /** Every bot may have it, those that are made later too. */
  @Column('boolean', { name: 'all_bots' }) allBots!: boolean;
  /** JSON of the origins that it may be sent to, as `originOf` writes them. */
  @Column('text') origins!: string;
  @Column('text', { name: 'created_at' }) createdAt!: string;
  @Column('text', { name: 'updated_at' }) updatedAt!: string;
  /** JSON of the actor. */
  @Column('text', { name: 'updated_by' }) updatedBy!: string;
}
