import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

const text = (name: string) => ({ name, type: 'text' });
const maybeText = (name: string) => ({ ...text(name), isNullable: true });

export class CreateCatalog1700000000601 implements MigrationInterface {
  name = 'CreateCatalog1700000000601';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createTable(tools);
    await queryRunner.createTable(releases);
    await queryRunner.createTable(files);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['catalog_files', 'catalog_releases', 'catalog_tools']) await queryRunner.dropTable(table);
  }
}

const tools = new Table({
  name: 'catalog_tools',
  columns: [
    { ...text('id'), isPrimary: true, primaryKeyConstraintName: 'pk_catalog_tools' },
    ...['slug', 'name', 'name_folded', 'summary', 'summary_folded', 'readme'].map(text),
    maybeText('licence'),
    ...['icon', 'links', 'visibility'].map(text),
    ...['source', 'git', 'webhook_token_hash', 'synced_at', 'tried_at', 'next_sync_at'].map(maybeText),
    ...['sync_problem', 'validator'].map(maybeText),
    ...['created_at', 'updated_at'].map(text),
  ],
  uniques: [{ name: 'uq_catalog_tools_slug', columnNames: ['slug'] }],
});

const releases = new Table({
  name: 'catalog_releases',
  columns: [
    { ...text('id'), isPrimary: true, primaryKeyConstraintName: 'pk_catalog_releases' },
    ...['tool_id', 'version', 'name', 'released_at', 'notes'].map(text),
    { name: 'prerelease', type: 'boolean' },
    { name: 'position', type: 'integer' },
    maybeText('withdrawn_at'),
  ],
  uniques: [{ name: 'uq_catalog_releases_version', columnNames: ['tool_id', 'version'] }],
  indices: [{ name: 'ix_catalog_releases_tool', columnNames: ['tool_id', 'position'] }],
  foreignKeys: [
    {
      name: 'fk_catalog_releases_tool',
      columnNames: ['tool_id'],
      referencedTableName: 'catalog_tools',
      referencedColumnNames: ['id'],
      onDelete: 'CASCADE',
    },
  ],
});

const files = new Table({
  name: 'catalog_files',
  columns: [
    { ...text('id'), isPrimary: true, primaryKeyConstraintName: 'pk_catalog_files' },
    ...['release_id', 'name'].map(text),
    { name: 'size_bytes', type: 'bigint', isNullable: true },
    maybeText('sha256'),
    ...['content_type', 'locator'].map(text),
  ],
  uniques: [{ name: 'uq_catalog_files_name', columnNames: ['release_id', 'name'] }],
  foreignKeys: [
    {
      name: 'fk_catalog_files_release',
      columnNames: ['release_id'],
      referencedTableName: 'catalog_releases',
      referencedColumnNames: ['id'],
      onDelete: 'CASCADE',
    },
  ],
});
