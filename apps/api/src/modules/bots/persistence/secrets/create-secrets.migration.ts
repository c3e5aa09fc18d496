import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

const text = (name: string) => ({ name, type: 'text' });

export class CreateSecrets1700000000304 implements MigrationInterface {
  name = 'CreateSecrets1700000000304';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createTable(
      new Table({
        name: 'secrets',
        columns: [
          { ...text('id'), isPrimary: true, primaryKeyConstraintName: 'pk_secrets' },
          text('name'),
          text('sealed'),
          { name: 'all_bots', type: 'boolean' },
          text('origins'),
          text('created_at'),
          text('updated_at'),
          text('updated_by'),
        ],
        uniques: [{ name: 'uq_secrets_name', columnNames: ['name'] }],
      }),
    );
    await queryRunner.createTable(
      new Table({
        name: 'secret_grants',
        columns: [
          { ...text('secret_id'), isPrimary: true, primaryKeyConstraintName: 'pk_secret_grants' },
          { ...text('bot_slug'), isPrimary: true, primaryKeyConstraintName: 'pk_secret_grants' },
        ],
        indices: [{ name: 'ix_secret_grants_bot', columnNames: ['bot_slug'] }],
        foreignKeys: [
          {
            name: 'fk_secret_grants_secret',
            columnNames: ['secret_id'],
            referencedTableName: 'secrets',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
          },
        ],
      }),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['secret_grants', 'secrets']) await queryRunner.dropTable(table);
  }
}
