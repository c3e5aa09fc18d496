import { Table, TableForeignKey, TableIndex, TableUnique, type MigrationInterface, type QueryRunner } from 'typeorm';

const text = (name: string, isNullable = false) => ({ name, type: 'text', isNullable });

const goesWith = (name: string, columnName: string, referencedTableName: string) =>
  new TableForeignKey({
    name,
    columnNames: [columnName],
    referencedTableName,
    referencedColumnNames: ['id'],
    onDelete: 'CASCADE',
  });

const linkedIdentities = new Table({
  name: 'linked_identities',
  columns: [
    { ...text('id'), isPrimary: true, primaryKeyConstraintName: 'linked_identities_pk' },
    text('member_id'),
    text('issuer'),
    text('subject'),
    text('name'),
    text('created_at'),
    text('last_used_at', true),
  ],
  uniques: [new TableUnique({ name: 'linked_identities_subject', columnNames: ['issuer', 'subject'] })],
  indices: [new TableIndex({ name: 'linked_identities_member_id', columnNames: ['member_id'] })],
  foreignKeys: [goesWith('linked_identities_member_fk', 'member_id', 'members')],
});

const oidcFlows = new Table({
  name: 'oidc_flows',
  columns: [
    { ...text('state_hash'), isPrimary: true, primaryKeyConstraintName: 'oidc_flows_pk' },
    text('browser_hash'),
    text('sealed'),
    text('session_id', true),
    text('back'),
    text('expires_at'),
  ],
  indices: [
    new TableIndex({ name: 'oidc_flows_session_id', columnNames: ['session_id'] }),
    new TableIndex({ name: 'oidc_flows_expires_at', columnNames: ['expires_at'] }),
  ],
  foreignKeys: [goesWith('oidc_flows_session_fk', 'session_id', 'sessions')],
});

export class CreateOidc1700000000103 implements MigrationInterface {
  readonly name = 'CreateOidc1700000000103';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of [linkedIdentities, oidcFlows]) await runner.createTable(table);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [oidcFlows, linkedIdentities]) await runner.dropTable(table.name);
  }
}
