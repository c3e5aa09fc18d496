import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Clock } from '../../platform/clock/clock.js';
import { SystemClock } from '../../platform/clock/system-clock.js';
import { Database } from '../../platform/database/database.js';
import { Migrator } from '../../platform/database/migrator.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { WorkContext } from '../../platform/database/work-context.js';
import { databaseKinds, type TestDatabase } from '../../testing/test-databases.js';
import { AuditTrail } from './application/audit-trail.js';
import { AuditVerifier } from './application/audit-verifier.js';
import { auditEntities, auditMigrations } from './index.js';
import { AuditEntries } from './persistence/audit-entries.js';

const clock: Clock = new SystemClock();

for (const kind of databaseKinds) {
  describe.skipIf(!kind.isThere)(`audit trail on ${kind.name}`, () => {
    let test: TestDatabase;
    let unitOfWork: UnitOfWork;
    let trail: AuditTrail;
    let verifier: AuditVerifier;

    beforeEach(async () => {
      test = await kind.open({ entities: auditEntities, migrations: auditMigrations });
      await new Migrator(test.connections.writer).migrate();
      const context = new WorkContext();
      const database = new Database(test.connections, context);
      const entries = new AuditEntries(database);
      unitOfWork = new UnitOfWork(test.connections, context);
      trail = new AuditTrail(database, entries, clock);
      verifier = new AuditVerifier(entries);
    });
    afterEach(() => test.remove());

    const act = (name: string) => ({
      actor: { kind: 'member' as const, id: 'm', name: 'Ada' },
      action: 'thing.done',
      target: { kind: 'thing', id: name, name },
      details: { z: 1, a: [name, null, { y: true }] },
    });
    const append = (name: string) => unitOfWork.run(() => trail.append(act(name)));
    const tamper = (sql: string) => test.connections.writer.query(sql);

    it('chains what is written at once, and nothing of what is rolled back', async () => {
      await Promise.all(Array.from({ length: 20 }, (_unused, index) => append(`t${index}`)));
      const failing = unitOfWork.run(async () => {
        await trail.append(act('lost'));
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      expect(await verifier.verify()).toEqual({ checked: 20, brokenAt: null });
      await expect(trail.append(act('outside'))).rejects.toThrow(/outside a unit of work/);
    });

    it('gives away an edited, a dropped, a swapped and a cut-off entry', async () => {
      const broken = async (...statements: string[]) => {
        await tamper('DELETE FROM audit_entries');
        await tamper(`UPDATE audit_head SET position = 0, hash = '${'0'.repeat(64)}'`);
        for (const name of ['a', 'b', 'c', 'd']) await append(name);
        for (const statement of statements) await tamper(statement);
        return (await verifier.verify()).brokenAt;
      };
      expect(await broken()).toBeNull();
      expect(await broken("UPDATE audit_entries SET actor_name = 'Eve' WHERE position = 2")).toBe(2);
      expect(await broken('DELETE FROM audit_entries WHERE position = 3')).toBe(3);
      expect(await broken('DELETE FROM audit_entries WHERE position = 4')).toBe(4);
      expect(
        await broken(
          'UPDATE audit_entries SET position = 99 WHERE position = 2',
          'UPDATE audit_entries SET position = 2 WHERE position = 3',
          'UPDATE audit_entries SET position = 3 WHERE position = 99',
        ),
      ).toBe(2);
    });
  });
}
