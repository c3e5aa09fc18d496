import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

const text = (name: string, isNullable = false) => ({ name, type: 'text', isNullable });
const integer = (name: string, isNullable = false) => ({ name, type: 'integer', isNullable });

export class CreateBots1700000000301 implements MigrationInterface {
  name = 'CreateBots1700000000301';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createTable(
      new Table({
        name: 'bots',
        columns: [
          { ...text('id'), isPrimary: true, primaryKeyConstraintName: 'pk_bots' },
          text('slug'),
          text('name'),
          { name: 'enabled', type: 'boolean' },
          integer('version'),
          integer('next_run_number'),
          text('definition'),
          text('created_at'),
          text('updated_at'),
        ],
        uniques: [{ name: 'uq_bots_slug', columnNames: ['slug'] }],
      }),
    );
    await queryRunner.createTable(
      new Table({
        name: 'bot_versions',
        columns: [
          { ...text('bot_id'), isPrimary: true, primaryKeyConstraintName: 'pk_bot_versions' },
          { ...integer('version'), isPrimary: true, primaryKeyConstraintName: 'pk_bot_versions' },
          text('definition'),
          text('created_at'),
          text('created_by'),
        ],
        foreignKeys: [this.#ofBot('fk_bot_versions_bot')],
      }),
    );
    await queryRunner.createTable(this.#runs());
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['runs', 'bot_versions', 'bots']) await queryRunner.dropTable(table);
  }

  #ofBot(name: string) {
    return {
      name,
      columnNames: ['bot_id'],
      referencedTableName: 'bots',
      referencedColumnNames: ['id'],
      onDelete: 'CASCADE',
    };
  }

  #runs(): Table {
    return new Table({
      name: 'runs',
      columns: [
        { ...text('id'), isPrimary: true, primaryKeyConstraintName: 'pk_runs' },
        text('bot_id'),
        text('bot_slug'),
        integer('number'),
        text('status'),
        integer('attempt'),
        text('trigger_kind'),
        text('actor', true),
        text('params'),
        integer('bot_version'),
        integer('exit_code', true),
        text('signal', true),
        text('reason', true),
        text('cancelled_by', true),
        text('created_at'),
        text('started_at', true),
        text('finished_at', true),
        integer('line_count'),
        integer('byte_count'),
      ],
      uniques: [{ name: 'uq_runs_bot_number', columnNames: ['bot_id', 'number'] }],
      indices: [{ name: 'ix_runs_status', columnNames: ['status', 'id'] }],
      foreignKeys: [this.#ofBot('fk_runs_bot')],
    });
  }
}
