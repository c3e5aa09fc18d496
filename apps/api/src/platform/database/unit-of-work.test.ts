import { EntitySchema, Table, type MigrationInterface, type QueryRunner } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseKinds, type TestDatabase } from '../../testing/test-databases.js';
import { Database } from './database.js';
import { Migrator } from './migrator.js';
import { UnitOfWork } from './unit-of-work.js';
import { WorkContext } from './work-context.js';

interface Note {
  id: string;
  text: string;
}
const notes = new EntitySchema<Note>({
  name: 'Note',
  tableName: 'notes',
  columns: { id: { type: 'text', primary: true }, text: { type: 'text' } },
});
class CreateNotes1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const columns = [
      { name: 'id', type: 'text', isPrimary: true },
      { name: 'text', type: 'text' },
    ];
    await runner.createTable(new Table({ name: 'notes', columns }));
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('notes');
  }
}
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

for (const kind of databaseKinds) {
  describe.skipIf(!kind.isThere)(`unit of work on ${kind.name}`, () => {
    let test: TestDatabase;
    let database: Database;
    let unitOfWork: UnitOfWork;

    beforeEach(async () => {
      test = await kind.open({ entities: [notes], migrations: [CreateNotes1700000000001] });
      await new Migrator(test.connections.writer).migrate();
      const context = new WorkContext();
      database = new Database(test.connections, context);
      unitOfWork = new UnitOfWork(test.connections, context);
    });
    afterEach(() => test.remove());

    const insert = (id: string) => database.manager.insert(notes, { id, text: id });
    const ids = async () => (await database.manager.find(notes, { order: { id: 'ASC' } })).map((note) => note.id);

    it('keeps two of three that run at once when the third rolls back', async () => {
      const results = await Promise.allSettled([
        unitOfWork.run(async () => {
          await insert('a1');
          await pause(20);
          await insert('a2');
          throw new Error('A fails');
        }),
        unitOfWork.run(async () => {
          await insert('b1');
          await pause(10);
          await insert('b2');
        }),
        unitOfWork.run(async () => {
          await insert('c');
        }),
      ]);
      expect(results.map((result) => result.status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
      expect(await ids()).toEqual(['b1', 'b2', 'c']);
    });

    it('keeps all of fifty that come in the same tick, save() included', async () => {
      const names = Array.from({ length: 50 }, (_unused, index) => `n${String(index).padStart(2, '0')}`);
      await Promise.all(names.map((id) => unitOfWork.run(() => database.manager.save(notes, { id, text: id }))));
      expect(await ids()).toEqual(names);
    });

    it('refuses every write outside', async () => {
      await expect(insert('x')).rejects.toThrow(/read.?only/i);
      await expect(database.manager.save(notes, { id: 'x', text: 'x' })).rejects.toThrow(/read.?only/i);
      await expect(database.manager.query("INSERT INTO notes (id, text) VALUES ('x', 'x')")).rejects.toThrow(
        /read.?only/i,
      );
      expect(await ids()).toEqual([]);
    });

    it('lets readers see committed rows only', async () => {
      const committed = unitOfWork.run(async () => {
        await insert('one');
        await pause(60);
        return ids();
      });
      await pause(20);
      expect(await ids()).toEqual([]);
      expect(await committed).toEqual(['one']);
      expect(await ids()).toEqual(['one']);
    });

    it('joins the unit around it, and takes it along when it fails, even if the error is caught', async () => {
      await unitOfWork.run(async () => {
        await insert('outer');
        await unitOfWork.run(() => insert('inner'));
      });
      expect(await ids()).toEqual(['inner', 'outer']);
      const swallowing = unitOfWork.run(async () => {
        await insert('lost');
        const inner = unitOfWork.run(() => Promise.reject(new Error('inner fails')));
        await inner.catch((error: Error) => error.message);
      });
      await expect(swallowing).rejects.toThrow('inner fails');
      expect(await ids()).toEqual(['inner', 'outer']);
    });

    it('calls back after the commit, not after a rollback', async () => {
      const seen: string[] = [];
      await unitOfWork.run(async () => {
        unitOfWork.afterCommit(async () => void seen.push(`committed ${(await ids()).join()}`));
        await insert('a');
        seen.push('working');
      });
      const failing = unitOfWork.run(async () => {
        unitOfWork.afterCommit(() => void seen.push('never'));
        await insert('b');
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect(seen).toEqual(['working', 'committed a']);
      expect(() => unitOfWork.afterCommit(() => undefined)).toThrow(/outside/);
    });

    it('gives what was left running behind it no way to write', async () => {
      let late: Promise<unknown> = Promise.resolve();
      await unitOfWork.run(async () => {
        const { manager } = database;
        late = pause(30).then(() => manager.insert(notes, { id: 'late', text: 'late' }));
        late.catch(() => undefined);
        await insert('kept');
      });
      await expect(late).rejects.toThrow(/released/i);
      expect(await ids()).toEqual(['kept']);
    });
  });
}
