import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import { Connections } from './connections.js';
import type { Schema } from './schema.js';

const writerCount = 8;
const readerCount = 8;
const connectTimeoutMs = 10_000;

/** PostgreSQL: two pools, of which the readers' refuses to write by the server's own rule. */
export class PostgresConnections extends Connections {
  private constructor(
    readonly writer: DataSource,
    private readonly source: DataSource,
  ) {
    super();
  }

  static async open(url: string, schema: Schema): Promise<PostgresConnections> {
    const writer = await openPool(url, schema, 'off', writerCount);
    const reader = await openPool(url, { ...schema, migrations: [] }, 'on', readerCount);
    return new PostgresConnections(writer, reader);
  }

  reader(): EntityManager {
    return this.source.manager;
  }

  async withWriter<T>(work: (runner: QueryRunner) => Promise<T>): Promise<T> {
    const runner = this.writer.createQueryRunner('master');
    try {
      return await work(runner);
    } finally {
      await runner.release();
    }
  }

  /** PostgreSQL says that it has committed only after it has written to the disk. */
  flush(): Promise<void> {
    return Promise.resolve();
  }

  async close(): Promise<void> {
    await this.source.destroy();
    await this.writer.destroy();
  }
}

const openPool = (url: string, schema: Schema, readOnly: 'on' | 'off', size: number): Promise<DataSource> =>
  new DataSource({
    type: 'postgres',
    url,
    entities: [...schema.entities],
    migrations: [...schema.migrations],
    poolSize: size,
    connectTimeoutMS: connectTimeoutMs,
    extra: { options: `-c default_transaction_read_only=${readOnly}` },
    // The extension would be created on connecting, which needs more rights than a server should have.
    installExtensions: false,
  }).initialize();
