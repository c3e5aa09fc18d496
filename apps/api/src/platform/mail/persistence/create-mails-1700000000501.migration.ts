import { Table, TableIndex, TableUnique, type MigrationInterface, type QueryRunner } from 'typeorm';

const text = (name: string, isNullable = false) => ({ name, type: 'text', isNullable });

const mails = new Table({
  name: 'mails',
  columns: [
    { ...text('id'), isPrimary: true, primaryKeyConstraintName: 'mails_pk' },
    text('kind'),
    text('to_name'),
    text('to_address'),
    text('subject', true),
    text('payload', true),
    text('content', true),
    text('dedupe_key', true),
    text('message_id'),
    text('state'),
    { name: 'attempts', type: 'integer' },
    text('next_attempt_at'),
    text('lease_until', true),
    text('problem', true),
    text('created_at'),
    text('sent_at', true),
  ],
  uniques: [
    new TableUnique({ name: 'mails_dedupe_key', columnNames: ['dedupe_key'] }),
    new TableUnique({ name: 'mails_message_id', columnNames: ['message_id'] }),
  ],
  indices: [new TableIndex({ name: 'mails_due', columnNames: ['state', 'next_attempt_at'] })],
});

export class CreateMails1700000000501 implements MigrationInterface {
  readonly name = 'CreateMails1700000000501';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(mails);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(mails);
  }
}
