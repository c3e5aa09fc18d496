import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

const text = (name: string) => ({ name, type: 'text' });
const maybeText = (name: string) => ({ ...text(name), isNullable: true });
const count = (name: string) => ({ name, type: 'bigint' });
const keyed = (table: string, ...names: string[]) =>
  names.map((name) => ({ ...text(name), isPrimary: true, primaryKeyConstraintName: `pk_${table}` }));

/** In the order of their key on SQLite: what is asked for lies together, and no second index is kept. */
const figures = (name: string, ...key: string[]) =>
  new Table({ name, columns: [...keyed(name, ...key), count('value')], withoutRowid: true });

/** The days of one tool lie together in it, figures included: years of a tool are read from it alone. */
const daysOfTool = { name: 'ix_metric_days_tool', columnNames: ['metric', 'tool', 'day', 'version', 'value'] };

export class CreateMetrics1700000000701 implements MigrationInterface {
  name = 'CreateMetrics1700000000701';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of tables) await queryRunner.createTable(table);
    await queryRunner.query("INSERT INTO metric_watermark (id, day) VALUES (1, '0000-01-01')");
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of tables.toReversed()) await queryRunner.dropTable(table.name);
  }
}

const tables = [
  new Table({
    name: 'metric_events',
    columns: [
      ...keyed('metric_events', 'id'),
      ...['at', 'metric'].map(text),
      ...['tool', 'version', 'file', 'referrer', 'country'].map(maybeText),
      count('value'),
    ],
    indices: [{ name: 'ix_metric_events_at', columnNames: ['at'] }],
  }),
  figures('metric_hours', 'metric', 'hour', 'tool', 'version'),
  new Table({ ...figures('metric_days', 'metric', 'day', 'tool', 'version'), indices: [daysOfTool] }),
  figures('metric_tool_days', 'metric', 'day', 'tool'),
  figures('metric_months', 'metric', 'month', 'tool', 'version'),
  figures('metric_day_parts', 'metric', 'part', 'period', 'tool', 'key'),
  figures('metric_month_parts', 'metric', 'part', 'period', 'tool', 'key'),
  new Table({
    name: 'metric_claims',
    columns: [...keyed('metric_claims', 'day', 'id'), text('spans'), { name: 'counted', type: 'boolean' }],
  }),
  new Table({ name: 'metric_salts', columns: [...keyed('metric_salts', 'day'), text('sealed')] }),
  new Table({
    name: 'metric_watermark',
    columns: [
      { name: 'id', type: 'integer', isPrimary: true, primaryKeyConstraintName: 'pk_metric_watermark' },
      text('day'),
    ],
  }),
  new Table({
    name: 'metric_upstream_days',
    columns: [...keyed('metric_upstream_days', 'tool', 'day'), count('fetches'), text('fetched_at')],
  }),
];
