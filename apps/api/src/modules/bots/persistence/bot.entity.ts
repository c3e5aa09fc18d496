import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** Columns are written by name and type only: the migration is what defines the table. Instants are ISO text. */
@Entity('bots')
@Unique('uq_bots_slug', ['slug'])
export class BotEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_bots' }) id!: string;
  @Column('text') slug!: string;
  @Column('text') name!: string;
  @Column('boolean') enabled!: boolean;
  @Column('integer') version!: number;
  /** The number that the next run gets. */
  @Column('integer', { name: 'next_run_number' }) nextRunNumber!: number;
  /** What a search looks through, in small letters: slug, name, description, tags and command, a line each. */
  @Column('text', { name: 'search_text' }) searchText!: string;
  /** In small letters, a line each, with a newline before the first one too. */
  @Column('text') tags!: string;
  /** JSON of the current definition. */
  @Column('text') definition!: string;
  @Column('text', { name: 'created_at' }) createdAt!: string;
  @Column('text', { name: 'updated_at' }) updatedAt!: string;
}
