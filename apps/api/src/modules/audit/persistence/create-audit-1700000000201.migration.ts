import { Table, TableUnique, type MigrationInterface, type QueryRunner } from 'typeorm';
import { genesisHash } from '../domain/audit-record.js';

const text = (name: string, isNullable = false) => ({ name, type: 'text', isNullable });
const key = (name: string, primaryKeyConstraintName: string) => ({
  name,
  type: 'integer',
  isPrimary: true,
  primaryKeyConstraintName,
});

export class CreateAudit1700000000201 implements MigrationInterface {
  readonly name = 'CreateAudit1700000000201';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({
        name: 'audit_entries',
        columns: [
          key('position', 'audit_entries_pk'),
          text('id'),
          text('at'),
          text('actor_kind'),
          text('actor_id'),
          text('actor_name'),
          text('action'),
          text('target', true),
          text('details'),
          text('prev_hash'),
          text('hash'),
        ],
        uniques: [
          new TableUnique({ name: 'audit_entries_prev_hash', columnNames: ['prev_hash'] }),
          new TableUnique({ name: 'audit_entries_hash', columnNames: ['hash'] }),
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'audit_head',
        columns: [key('id', 'audit_head_pk'), { name: 'position', type: 'integer' }, text('hash')],
      }),
    );
    await runner.query(`INSERT INTO audit_head (id, position, hash) VALUES (1, 0, '${genesisHash}')`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('audit_head');
    await runner.dropTable('audit_entries');
  }
}
