import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

const text = (name: string, isNullable = false) => ({ name, type: 'text', isNullable });
const integer = (name: string) => ({ name, type: 'integer' });
const ofBot = (name: string) => ({
  name,
  columnNames: ['bot_id'],
  referencedTableName: 'bots',
  referencedColumnNames: ['id'],
  onDelete: 'CASCADE',
});

export class CreateTriggers1700000000303 implements MigrationInterface {
  name = 'CreateTriggers1700000000303';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createTable(this.#schedules());
    await queryRunner.createTable(this.#deliveries());
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['webhook_deliveries', 'bot_schedules']) await queryRunner.dropTable(table);
  }

  #schedules(): Table {
    return new Table({
      name: 'bot_schedules',
      columns: [
        { ...text('id'), isPrimary: true, primaryKeyConstraintName: 'pk_bot_schedules' },
        text('bot_id'),
        integer('position'),
        text('cron'),
        text('time_zone'),
        text('missed'),
        text('params'),
        text('next_at', true),
        text('fired_at', true),
        text('problem', true),
      ],
      indices: [
        { name: 'ix_bot_schedules_bot', columnNames: ['bot_id', 'position'] },
        { name: 'ix_bot_schedules_next', columnNames: ['next_at'] },
      ],
      foreignKeys: [ofBot('fk_bot_schedules_bot')],
    });
  }

  #deliveries(): Table {
    return new Table({
      name: 'webhook_deliveries',
      columns: [
        { ...text('id'), isPrimary: true, primaryKeyConstraintName: 'pk_webhook_deliveries' },
        text('bot_id'),
        text('bot_slug'),
        text('delivery_id', true),
        text('unique_id', true),
        text('event', true),
        text('received_at'),
        text('status'),
        text('reason', true),
        text('run_id', true),
        { name: 'waiting', type: 'boolean' },
        integer('payload_bytes'),
        text('payload', true),
        text('replay_of', true),
      ],
      uniques: [{ name: 'uq_webhook_deliveries_unique_id', columnNames: ['bot_id', 'unique_id'] }],
      indices: [
        { name: 'ix_webhook_deliveries_bot', columnNames: ['bot_id', 'id'] },
        { name: 'ix_webhook_deliveries_waiting', columnNames: ['waiting', 'id'] },
        { name: 'ix_webhook_deliveries_received', columnNames: ['received_at'] },
      ],
      foreignKeys: [ofBot('fk_webhook_deliveries_bot')],
    });
  }
}
