import { Table, TableForeignKey, TableIndex, TableUnique, type MigrationInterface, type QueryRunner } from 'typeorm';

const text = (name: string, isNullable = false) => ({ name, type: 'text', isNullable });
const key = (name: string, primaryKeyConstraintName: string) => ({
  ...text(name),
  isPrimary: true,
  primaryKeyConstraintName,
});
const belongsTo = (name: string, columnName: string, referencedTableName: string) =>
  new TableForeignKey({
    name,
    columnNames: [columnName],
    referencedTableName,
    referencedColumnNames: ['id'],
    onDelete: 'CASCADE',
  });

const members = new Table({
  name: 'members',
  columns: [
    key('id', 'members_pk'),
    text('name'),
    text('email'),
    text('role'),
    text('password_hash', true),
    text('created_at'),
  ],
  uniques: [new TableUnique({ name: 'members_email', columnNames: ['email'] })],
});

const sessions = new Table({
  name: 'sessions',
  columns: [
    key('id', 'sessions_pk'),
    text('member_id'),
    text('signed_in_at'),
    text('expires_at'),
    text('revoked_at', true),
  ],
  indices: [
    new TableIndex({ name: 'sessions_member_id', columnNames: ['member_id'] }),
    new TableIndex({ name: 'sessions_expires_at', columnNames: ['expires_at'] }),
  ],
  foreignKeys: [belongsTo('sessions_member_fk', 'member_id', 'members')],
});

const refreshTokens = new Table({
  name: 'refresh_tokens',
  columns: [key('hash', 'refresh_tokens_pk'), text('session_id'), text('used_at', true)],
  indices: [new TableIndex({ name: 'refresh_tokens_session_id', columnNames: ['session_id'] })],
  foreignKeys: [belongsTo('refresh_tokens_session_fk', 'session_id', 'sessions')],
});

const apiTokens = new Table({
  name: 'api_tokens',
  columns: [
    key('id', 'api_tokens_pk'),
    text('name'),
    text('hash'),
    text('scopes'),
    text('member_id'),
    text('created_at'),
    text('expires_at'),
    text('last_used_at', true),
    text('last_used_from', true),
    text('revoked_at', true),
  ],
  uniques: [new TableUnique({ name: 'api_tokens_hash', columnNames: ['hash'] })],
  indices: [new TableIndex({ name: 'api_tokens_member_id', columnNames: ['member_id'] })],
  foreignKeys: [belongsTo('api_tokens_member_fk', 'member_id', 'members')],
});

export class CreateIdentity1700000000101 implements MigrationInterface {
  readonly name = 'CreateIdentity1700000000101';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of [members, sessions, refreshTokens, apiTokens]) await runner.createTable(table);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [apiTokens, refreshTokens, sessions, members]) await runner.dropTable(table.name);
  }
}
