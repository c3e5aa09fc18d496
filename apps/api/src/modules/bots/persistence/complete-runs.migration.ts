import { type MigrationInterface, type QueryRunner, Table, TableColumn, TableIndex } from 'typeorm';
import { searchTextOf, tagsTextOf } from './bot-search.js';

const text = (name: string, isNullable = false) => ({ name, type: 'text', isNullable });
const integer = (name: string, isNullable = false) => ({ name, type: 'integer', isNullable });

/** Columns that every run has: filled for the runs that are there, then required. */
const required: readonly [name: string, type: string, value: string][] = [
  ['max_attempts', 'integer', '1'],
  ['paused', 'boolean', 'false'],
  ['artifact_count', 'integer', '0'],
  ['depth', 'integer', '0'],
];
const optional = [
  ...['retry_at', 'trigger_detail', 'requested_by', 'secret_params', 'approved_by'].map((name) => text(name, true)),
  ...['rerun_of', 'parent_run_id', 'places', 'runner_id'].map((name) => text(name, true)),
  ...['duration_ms', 'place_limit', 'place'].map((name) => integer(name, true)),
];
const indices = [
  new TableIndex({ name: 'ix_runs_bot_finished', columnNames: ['bot_id', 'finished_at'] }),
  new TableIndex({ name: 'ix_runs_places', columnNames: ['places', 'status', 'id'] }),
  new TableIndex({
    name: 'uq_runs_place',
    columnNames: ['places', 'place'],
    isUnique: true,
    where: '"place" IS NOT NULL',
  }),
];
const ofRun = (name: string) => ({
  name,
  columnNames: ['run_id'],
  referencedTableName: 'runs',
  referencedColumnNames: ['id'],
  onDelete: 'CASCADE',
});

export class CompleteRuns1700000000302 implements MigrationInterface {
  name = 'CompleteRuns1700000000302';

  async up(queryRunner: QueryRunner): Promise<void> {
    const open = required.map(([name, type]) => new TableColumn({ name, type, isNullable: true }));
    await queryRunner.addColumns('runs', [...open, ...optional.map((column) => new TableColumn(column))]);
    await queryRunner.query(`UPDATE runs SET ${required.map(([name, , value]) => `${name} = ${value}`).join(', ')}`);
    for (const [name, type] of required) {
      const before = new TableColumn({ name, type, isNullable: true });
      await queryRunner.changeColumn('runs', before, new TableColumn({ name, type, isNullable: false }));
    }
    for (const index of indices) await queryRunner.createIndex('runs', index);
    await this.#addSearch(queryRunner);
    await queryRunner.createTable(this.#attempts());
    await queryRunner.createTable(this.#keys());
    await queryRunner.createTable(this.#seals());
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['bot_seals', 'run_keys', 'run_attempts']) await queryRunner.dropTable(table);
    for (const index of indices) await queryRunner.dropIndex('runs', index);
    await queryRunner.dropColumns('runs', [...required.map(([name]) => name), ...optional.map(({ name }) => name)]);
    await queryRunner.dropColumns('bots', ['search_text', 'tags']);
  }

  async #addSearch(queryRunner: QueryRunner): Promise<void> {
    const column = (name: string, isNullable: boolean) => new TableColumn({ name, type: 'text', isNullable });
    await queryRunner.addColumns('bots', [column('search_text', true), column('tags', true)]);
    const bots = (await queryRunner.query('SELECT id, slug, definition FROM bots')) as Record<string, string>[];
    for (const { id, slug, definition } of bots) {
      const parsed = JSON.parse(definition!) as Parameters<typeof searchTextOf>[1];
      await queryRunner.manager
        .createQueryBuilder()
        .update('bots')
        .set({ search_text: searchTextOf(slug!, parsed), tags: tagsTextOf(parsed.tags) })
        .where('id = :id', { id })
        .execute();
    }
    for (const name of ['search_text', 'tags']) {
      await queryRunner.changeColumn('bots', column(name, true), column(name, false));
    }
  }

  #attempts(): Table {
    return new Table({
      name: 'run_attempts',
      columns: [
        { ...text('run_id'), isPrimary: true, primaryKeyConstraintName: 'pk_run_attempts' },
        { ...integer('attempt'), isPrimary: true, primaryKeyConstraintName: 'pk_run_attempts' },
        text('status'),
        integer('exit_code', true),
        text('signal', true),
        text('reason', true),
        text('started_at', true),
        text('finished_at', true),
        integer('line_count'),
        integer('byte_count'),
      ],
      foreignKeys: [ofRun('fk_run_attempts_run')],
    });
  }

  #keys(): Table {
    return new Table({
      name: 'run_keys',
      columns: [
        { ...text('scope'), isPrimary: true, primaryKeyConstraintName: 'pk_run_keys' },
        { ...text('key'), isPrimary: true, primaryKeyConstraintName: 'pk_run_keys' },
        text('run_id'),
        text('fingerprint'),
        text('created_at'),
      ],
      indices: [{ name: 'ix_run_keys_created', columnNames: ['created_at'] }],
      foreignKeys: [ofRun('fk_run_keys_run')],
    });
  }

  #seals(): Table {
    return new Table({
      name: 'bot_seals',
      columns: [
        { ...text('bot_id'), isPrimary: true, primaryKeyConstraintName: 'pk_bot_seals' },
        { ...text('name'), isPrimary: true, primaryKeyConstraintName: 'pk_bot_seals' },
        text('sealed'),
      ],
      foreignKeys: [
        {
          name: 'fk_bot_seals_bot',
          columnNames: ['bot_id'],
          referencedTableName: 'bots',
          referencedColumnNames: ['id'],
          onDelete: 'CASCADE',
        },
      ],
    });
  }
}
