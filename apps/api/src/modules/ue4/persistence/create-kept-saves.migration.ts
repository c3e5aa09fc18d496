import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

const text = (name: string) => ({ name, type: 'text' });

export class CreateKeptSaves1700000000401 implements MigrationInterface {
  name = 'CreateKeptSaves1700000000401';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createTable(
      new Table({
        name: 'kept_saves',
        columns: [
          { ...text('id'), isPrimary: true, primaryKeyConstraintName: 'pk_kept_saves' },
          text('member_id'),
          text('kind'),
          { name: 'size_bytes', type: 'integer' },
          text('sha256'),
          text('object_key'),
          text('sealed'),
          text('created_at'),
        ],
        uniques: [{ name: 'uq_kept_saves_object', columnNames: ['object_key'] }],
        indices: [{ name: 'ix_kept_saves_member', columnNames: ['member_id', 'id'] }],
        foreignKeys: [
          {
            name: 'fk_kept_saves_member',
            columnNames: ['member_id'],
            referencedTableName: 'members',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
          },
        ],
      }),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropTable('kept_saves');
  }
}
