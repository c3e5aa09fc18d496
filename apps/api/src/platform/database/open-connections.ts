import type { Config } from '../config/config.js';
import type { DataFolder } from '../storage/data-folder.js';
import type { Connections } from './connections.js';
import { Migrator } from './migrator.js';
import type { Schema } from './schema.js';

/**
 * Opens the database that the configuration names, and brings it to the present shape or looks that it has it.
 *
 * @throws StartError when the database is newer than this code, or older where it is only looked at.
 */
export const openConnections = async (
  config: Config,
  data: DataFolder,
  schema: Schema,
  shape: 'migrate' | 'check' = 'migrate',
): Promise<Connections> => {
  const connections = await connect(config, data, schema);
  try {
    const migrator = new Migrator(connections.writer);
    await (shape === 'migrate' ? migrator.migrate() : migrator.requirePresent());
  } catch (error) {
    await connections.close();
    throw error;
  }
  return connections;
};

/** Each database brings a driver of its own, and only the one in use is loaded. */
const connect = async (config: Config, data: DataFolder, schema: Schema): Promise<Connections> => {
  if (config.databaseUrl !== null) {
    const { PostgresConnections } = await import('./postgres-connections.js');
    return PostgresConnections.open(config.databaseUrl, schema);
  }
  const { SqliteConnections } = await import('./sqlite-connections.js');
  return SqliteConnections.open(data.path('bothy.sqlite'), schema);
};
