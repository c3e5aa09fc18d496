import { TableColumn, TableIndex, type MigrationInterface, type QueryRunner } from 'typeorm';
import type { AuditTarget } from '../domain/audit-record.js';
import { filterColumnsOf } from '../domain/audit-filter.js';

const table = 'audit_entries';
const batch = 500;

const column = (name: string, isNullable: boolean): TableColumn => new TableColumn({ name, type: 'text', isNullable });
const index = (name: string, columnName: string): TableIndex =>
  new TableIndex({ name, columnNames: [columnName, 'position'] });

const indices = [
  index('audit_entries_by_at', 'at'),
  index('audit_entries_by_actor', 'actor_id'),
  index('audit_entries_by_action', 'action'),
  index('audit_entries_by_thing', 'thing'),
  index('audit_entries_by_target', 'target_id'),
];

interface OldRow {
  readonly position: number;
  readonly actor_name: string;
  readonly action: string;
  readonly target: string | null;
}

/** Columns to filter by, filled from those that the hash covers; the hash covers what it covered before. */
export class FilterAudit1700000000202 implements MigrationInterface {
  readonly name = 'FilterAudit1700000000202';

  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns(table, [column('thing', true), column('target_id', true), column('search_text', true)]);
    await fill(runner);
    await runner.changeColumns(table, [
      { oldColumn: column('thing', true), newColumn: column('thing', false) },
      { oldColumn: column('search_text', true), newColumn: column('search_text', false) },
    ]);
    await runner.createIndices(table, indices);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndices(table, indices);
    await runner.dropColumns(table, ['thing', 'target_id', 'search_text']);
  }
}

const fill = async (runner: QueryRunner): Promise<void> => {
  const sign = (at: number) => runner.connection.driver.createParameter('value', at);
  const update =
    `UPDATE ${table} SET thing = ${sign(0)}, target_id = ${sign(1)}, search_text = ${sign(2)} ` +
    `WHERE position = ${sign(3)}`;
  const read =
    `SELECT position, actor_name, action, target FROM ${table} ` +
    `WHERE position > ${sign(0)} ORDER BY position LIMIT ${batch}`;
  let after = 0;
  for (;;) {
    const rows = (await runner.query(read, [after])) as OldRow[];
    for (const row of rows) {
      const target = row.target === null ? null : (JSON.parse(row.target) as AuditTarget);
      const { thing, targetId, searchText } = filterColumnsOf(row.actor_name, row.action, target);
      await runner.query(update, [thing, targetId, searchText, row.position]);
    }
    const last = rows.at(-1);
    if (!last) return;
    after = last.position;
  }
};
