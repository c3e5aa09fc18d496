import { describe, expect, it } from 'vitest';
import { schema } from './app.module.js';
import { Migrator } from './platform/database/migrator.js';
import { databaseKinds } from './testing/test-databases.js';

for (const kind of databaseKinds) {
  describe.skipIf(!kind.isThere)(`migrations on ${kind.name}`, () => {
    it('go up to what the entities say, down to nothing, and up again', async () => {
      const test = await kind.open(schema);
      const { writer } = test.connections;
      const drift = async () => (await writer.driver.createSchemaBuilder().log()).upQueries.map(({ query }) => query);
      try {
        await new Migrator(writer).migrate();
        expect(await drift()).toEqual([]);
        for (let left = writer.migrations.length; left > 0; left -= 1) await writer.undoLastMigration();
        const runner = writer.createQueryRunner();
        for (const { tableName } of writer.entityMetadatas) expect(await runner.hasTable(tableName)).toBe(false);
        await runner.release();
        await new Migrator(writer).migrate();
        expect(await drift()).toEqual([]);
      } finally {
        await test.remove();
      }
    });

    it('keep what was there before them', async () => {
      const test = await kind.open(schema);
      const { writer } = test.connections;
      try {
        await new Migrator(writer).migrate();
        for (let left = writer.migrations.length; left > 1; left -= 1) await writer.undoLastMigration();
        await writer.query("INSERT INTO members VALUES ('m', 'Ada', 'ada@example.test', 'admin', NULL, '2026')");
        await writer.query("INSERT INTO sessions VALUES ('s', 'm', '2026', '2099', NULL)");
        await writer.query("INSERT INTO refresh_tokens VALUES ('hash', 's', NULL)");
        await new Migrator(writer).migrate();
        expect(await writer.query('SELECT hash, session_id FROM refresh_tokens')).toEqual([
          { hash: 'hash', session_id: 's' },
        ]);
        expect(await writer.query('SELECT id, enrolling_since FROM sessions')).toEqual([
          { id: 's', enrolling_since: null },
        ]);
      } finally {
        await test.remove();
      }
    });

    it('are refused to older code', async () => {
      const test = await kind.open(schema);
      try {
        await new Migrator(test.connections.writer).migrate();
        const insert = "INSERT INTO migrations (timestamp, name) VALUES (1900000000000, 'FromTheFuture1900000000000')";
        await test.connections.writer.query(insert);
        await expect(new Migrator(test.connections.writer).migrate()).rejects.toThrow(
          /newer version of Bothy \(FromTheFuture1900000000000\)/,
        );
      } finally {
        await test.remove();
      }
    });
  });
}
