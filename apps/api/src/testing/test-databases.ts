import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Connections } from '../platform/database/connections.js';
import { PostgresConnections } from '../platform/database/postgres-connections.js';
import type { Schema } from '../platform/database/schema.js';
import { SqliteConnections } from '../platform/database/sqlite-connections.js';

export interface TestDatabase {
  readonly connections: Connections;
  remove(): Promise<void>;
}

export interface DatabaseKind {
  readonly name: string;
  /** False where there is no such server to test on; `BOTHY_TEST_REQUIRE=all` makes the test fail instead. */
  readonly isThere: boolean;
  open(schema: Schema): Promise<TestDatabase>;
}

const postgresUrl = process.env['BOTHY_TEST_POSTGRES_URL'] ?? '';

/** The databases that must behave alike. */
export const databaseKinds: readonly DatabaseKind[] = [
  { name: 'SQLite', isThere: true, open: (schema) => openSqlite(schema) },
  {
    name: 'PostgreSQL (BOTHY_TEST_POSTGRES_URL)',
    isThere: postgresUrl !== '' || process.env['BOTHY_TEST_REQUIRE'] === 'all',
    open: (schema) => openPostgres(schema),
  },
];

const openSqlite = async (schema: Schema): Promise<TestDatabase> => {
  const folder = mkdtempSync(join(tmpdir(), 'bothy-db-'));
  const connections = await SqliteConnections.open(join(folder, 'test.sqlite'), schema);
  const remove = async () => {
    await connections.close();
    rmSync(folder, { recursive: true });
  };
  return { connections, remove };
};

const openPostgres = async (schema: Schema): Promise<TestDatabase> => {
  const database = await createPostgres();
  const connections = await PostgresConnections.open(database.url, schema);
  const remove = async () => {
    await connections.close();
    await database.remove();
  };
  return { connections, remove };
};

/** A new, empty database on the server that tests may use. */
export const createPostgres = async (): Promise<{ url: string; remove: () => Promise<void> }> => {
  if (postgresUrl === '') throw new Error('BOTHY_TEST_POSTGRES_URL names no server to test on.');
  const name = `bothy_test_${randomUUID().replaceAll('-', '')}`;
  await onServer(`CREATE DATABASE ${name}`);
  const url = new URL(postgresUrl);
  url.pathname = `/${name}`;
  return { url: url.href, remove: () => onServer(`DROP DATABASE ${name} WITH (FORCE)`) };
};

const onServer = async (sql: string): Promise<void> => {
  const client = new pg.Client({ connectionString: postgresUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
};
