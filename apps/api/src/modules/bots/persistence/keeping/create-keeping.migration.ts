import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

const text = (name: string, isNullable = false) => ({ name, type: 'text', isNullable });
const integer = (name: string) => ({ name, type: 'integer' });
const primary = (table: string) => ({ isPrimary: true, primaryKeyConstraintName: `pk_${table}` });
const belongsTo = (name: string, column: string, table: string) => ({
  name,
  columnNames: [column],
  referencedTableName: table,
  referencedColumnNames: ['id'],
  onDelete: 'CASCADE',
});

export class CreateKeeping1700000000305 implements MigrationInterface {
  name = 'CreateKeeping1700000000305';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of [artifacts(), collections(), health(), notices()]) await queryRunner.createTable(table);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['bot_notices', 'bot_health', 'artifact_collections', 'run_artifacts']) {
      await queryRunner.dropTable(table);
    }
  }
}

const artifacts = () =>
  new Table({
    name: 'run_artifacts',
    columns: [
      { ...text('id'), ...primary('run_artifacts') },
      text('run_id'),
      integer('attempt'),
      text('name'),
      integer('size_bytes'),
      text('sha256'),
      text('content_type'),
      text('object_key'),
      text('sealed'),
      text('created_at'),
    ],
    uniques: [
      { name: 'uq_run_artifacts_name', columnNames: ['run_id', 'attempt', 'name'] },
      { name: 'uq_run_artifacts_object', columnNames: ['object_key'] },
    ],
    foreignKeys: [belongsTo('fk_run_artifacts_run', 'run_id', 'runs')],
  });

const collections = () =>
  new Table({
    name: 'artifact_collections',
    columns: [
      { ...text('run_id'), ...primary('artifact_collections') },
      { ...integer('attempt'), ...primary('artifact_collections') },
      text('problem', true),
      text('collected_at'),
    ],
    foreignKeys: [belongsTo('fk_artifact_collections_run', 'run_id', 'runs')],
  });

const health = () =>
  new Table({
    name: 'bot_health',
    columns: [{ ...text('bot_id'), ...primary('bot_health') }, text('state'), text('run_id', true), text('changed_at')],
    foreignKeys: [belongsTo('fk_bot_health_bot', 'bot_id', 'bots')],
  });

const notices = () =>
  new Table({
    name: 'bot_notices',
    columns: [
      { ...text('id'), ...primary('bot_notices') },
      text('bot_id'),
      text('run_id'),
      text('target_id'),
      text('kind'),
      text('body'),
      text('state'),
      integer('attempts'),
      text('next_attempt_at'),
      text('lease_until', true),
      text('problem', true),
      text('created_at'),
      text('sent_at', true),
    ],
    uniques: [{ name: 'uq_bot_notices_once', columnNames: ['run_id', 'target_id'] }],
    indices: [
      { name: 'ix_bot_notices_due', columnNames: ['state', 'next_attempt_at'] },
      { name: 'ix_bot_notices_bot', columnNames: ['bot_id'] },
    ],
    foreignKeys: [belongsTo('fk_bot_notices_bot', 'bot_id', 'bots')],
  });
