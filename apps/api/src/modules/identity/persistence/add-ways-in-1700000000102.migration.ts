import {
  Table,
  TableColumn,
  TableForeignKey,
  TableIndex,
  TableUnique,
  type MigrationInterface,
  type QueryRunner,
} from 'typeorm';

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
const index = (name: string, column: string) => new TableIndex({ name, columnNames: [column] });
const unique = (name: string, column: string) => new TableUnique({ name, columnNames: [column] });

const sessionColumns = ['opened_by', 'enrolling_since', 'passkey_at', 'last_seen_at', 'address', 'user_agent'];

const passkeys = new Table({
  name: 'passkeys',
  columns: [
    key('id', 'passkeys_pk'),
    text('member_id'),
    text('credential_id'),
    text('public_key'),
    { name: 'counter', type: 'integer' },
    text('transports'),
    text('name'),
    { name: 'synced', type: 'boolean' },
    text('created_at'),
    text('last_used_at', true),
  ],
  uniques: [unique('passkeys_credential_id', 'credential_id')],
  indices: [index('passkeys_member_id', 'member_id')],
  foreignKeys: [belongsTo('passkeys_member_fk', 'member_id', 'members')],
});

const challenges = new Table({
  name: 'webauthn_challenges',
  columns: [
    key('hash', 'webauthn_challenges_pk'),
    text('purpose'),
    text('session_id', true),
    text('action'),
    text('target'),
    text('expires_at'),
  ],
  indices: [
    index('webauthn_challenges_session_id', 'session_id'),
    index('webauthn_challenges_expires_at', 'expires_at'),
  ],
  foreignKeys: [belongsTo('webauthn_challenges_session_fk', 'session_id', 'sessions')],
});

const stepUps = new Table({
  name: 'step_ups',
  columns: [
    key('session_id', 'step_ups_pk'),
    key('action', 'step_ups_pk'),
    key('target', 'step_ups_pk'),
    text('expires_at'),
  ],
  indices: [index('step_ups_expires_at', 'expires_at')],
  foreignKeys: [belongsTo('step_ups_session_fk', 'session_id', 'sessions')],
});

const recoveryCodes = new Table({
  name: 'recovery_codes',
  columns: [key('hash', 'recovery_codes_pk'), text('member_id')],
  indices: [index('recovery_codes_member_id', 'member_id')],
  foreignKeys: [belongsTo('recovery_codes_member_fk', 'member_id', 'members')],
});

const invitations = new Table({
  name: 'invitations',
  columns: [
    key('id', 'invitations_pk'),
    text('hash'),
    text('role'),
    text('email', true),
    text('name', true),
    text('member_id'),
    text('created_at'),
    text('expires_at'),
  ],
  uniques: [unique('invitations_hash', 'hash')],
  indices: [index('invitations_member_id', 'member_id'), index('invitations_expires_at', 'expires_at')],
  foreignKeys: [belongsTo('invitations_member_fk', 'member_id', 'members')],
});

const resetLinks = new Table({
  name: 'reset_links',
  columns: [key('hash', 'reset_links_pk'), text('member_id'), text('expires_at')],
  indices: [index('reset_links_member_id', 'member_id'), index('reset_links_expires_at', 'expires_at')],
  foreignKeys: [belongsTo('reset_links_member_fk', 'member_id', 'members')],
});

const signInFailures = new Table({
  name: 'sign_in_failures',
  columns: [
    key('key', 'sign_in_failures_pk'),
    { name: 'failures', type: 'integer' },
    text('last_at'),
    text('blocked_until'),
  ],
  indices: [index('sign_in_failures_last_at', 'last_at')],
});

const tables = [passkeys, challenges, stepUps, recoveryCodes, invitations, resetLinks, signInFailures];

/** Passkeys, step-up, recovery, invitations, and what a session knows of itself. */
export class AddWaysIn1700000000102 implements MigrationInterface {
  readonly name = 'AddWaysIn1700000000102';

  async up(runner: QueryRunner): Promise<void> {
    for (const name of sessionColumns) await runner.addColumn('sessions', new TableColumn(text(name, true)));
    for (const table of tables) await runner.createTable(table);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of tables.toReversed()) await runner.dropTable(table.name);
    for (const name of sessionColumns.toReversed()) await runner.dropColumn('sessions', name);
  }
}
