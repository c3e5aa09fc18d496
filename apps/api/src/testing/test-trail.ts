import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuditAnchors } from '../modules/audit/application/audit-anchors.js';
import { AuditTrail } from '../modules/audit/application/audit-trail.js';
import { AuditVerifier } from '../modules/audit/application/audit-verifier.js';
import { auditEntities, auditMigrations } from '../modules/audit/index.js';
import { AnchorFile } from '../modules/audit/persistence/anchor-file.js';
import { AuditEntries } from '../modules/audit/persistence/audit-entries.js';
import { ManualClock } from '../platform/clock/manual-clock.js';
import type { Connections } from '../platform/database/connections.js';
import { Database } from '../platform/database/database.js';
import { Migrator } from '../platform/database/migrator.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { WorkContext } from '../platform/database/work-context.js';
import { ServerLock } from '../platform/lifecycle/server-lock.js';
import { DataFolder } from '../platform/storage/data-folder.js';
import type { DatabaseKind, TestDatabase } from './test-databases.js';

/** An audit trail over a database and a data folder of its own, without the rest of the server. */
export class TestTrail {
  readonly clock = new ManualClock();
  readonly database: Database;
  readonly entries: AuditEntries;
  readonly unitOfWork: UnitOfWork;
  readonly anchorFile: AnchorFile;
  readonly anchors: AuditAnchors;
  readonly trail: AuditTrail;
  readonly verifier: AuditVerifier;

  private constructor(
    private readonly test: TestDatabase,
    readonly folder: string,
  ) {
    const context = new WorkContext();
    this.database = new Database(test.connections, context);
    this.unitOfWork = new UnitOfWork(test.connections, context);
    this.entries = new AuditEntries(this.database);
    this.anchorFile = new AnchorFile(new DataFolder(folder));
    this.anchors = new AuditAnchors(this.anchorFile, test.connections, ServerLock.none(), this.clock);
    this.trail = new AuditTrail(this.unitOfWork, this.entries, this.anchors, this.clock);
    this.verifier = new AuditVerifier(this.entries, this.anchorFile);
  }

  get connections(): Connections {
    return this.test.connections;
  }

  static async open(kind: DatabaseKind): Promise<TestTrail> {
    const test = await kind.open({ entities: auditEntities, migrations: auditMigrations });
    await new Migrator(test.connections.writer).migrate();
    return new TestTrail(test, mkdtempSync(join(tmpdir(), 'bothy-trail-')));
  }

  act(name: string) {
    return {
      actor: { kind: 'member' as const, id: 'm', name: 'Ada' },
      action: 'thing.done',
      target: { kind: 'thing', id: name, name },
      details: { z: 1, a: [name, null, { y: true }] },
    };
  }

  append(...names: string[]): Promise<void> {
    return this.unitOfWork.run(async () => {
      for (const name of names) await this.trail.append(this.act(name));
    });
  }

  /** What someone does who has the database, and goes past the server. */
  async tamper(...statements: string[]): Promise<void> {
    for (const statement of statements) await this.test.connections.writer.query(statement);
  }

  async rows<Row = Record<string, unknown>>(sql: string): Promise<Row[]> {
    return (await this.test.connections.writer.query(sql)) as Row[];
  }

  async remove(): Promise<void> {
    await this.anchors.onApplicationShutdown();
    await this.test.remove();
    rmSync(this.folder, { recursive: true });
  }
}
