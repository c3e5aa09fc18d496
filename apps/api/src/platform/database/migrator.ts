import type { DataSource } from 'typeorm';
import { StartError } from '../errors/start-error.js';

const table = 'migrations';

/** Brings the database to the shape this code knows. */
export class Migrator {
  constructor(private readonly source: DataSource) {}

  /**
   * Runs what is missing, each migration in a transaction of its own.
   *
   * @throws StartError when the database was written by a newer Bothy: older code would damage it.
   */
  async migrate(): Promise<void> {
    await this.refuseNewer();
    await this.source.runMigrations({ transaction: 'each' });
  }

  /** @throws StartError when the database is newer or older than this code. */
  async requirePresent(): Promise<void> {
    await this.refuseNewer();
    const applied = new Set(await this.applied());
    const missing = this.source.migrations.filter((each) => !applied.has(each.name ?? each.constructor.name));
    if (missing.length === 0) return;
    throw new StartError(
      'The database is of an older version of Bothy, or empty. Start the server of this version once: ' +
        'it brings the database up to date. Then run this again.',
    );
  }

  private async refuseNewer(): Promise<void> {
    const known = new Set(this.source.migrations.map((migration) => migration.name ?? migration.constructor.name));
    const unknown = (await this.applied()).filter((name) => !known.has(name));
    if (unknown.length === 0) return;
    throw new StartError(
      `The database was written by a newer version of Bothy (${unknown.join(', ')}). ` +
        'Start that version, or restore a backup from before the upgrade.',
    );
  }

  private async applied(): Promise<string[]> {
    const runner = this.source.createQueryRunner();
    try {
      if (!(await runner.hasTable(table))) return [];
      const rows: { name: string }[] = await runner.manager.query(`SELECT name FROM ${table} ORDER BY id`);
      return rows.map((row) => row.name);
    } finally {
      await runner.release();
    }
  }
}
