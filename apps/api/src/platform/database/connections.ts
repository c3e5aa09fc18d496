import type { DataSource, EntityManager, QueryRunner } from 'typeorm';

/**
 * The connections to one database: writers that only a unit of work gets, and readers that cannot write.
 * What differs between the databases is behind this port.
 */
export abstract class Connections {
  /** Holds the schema; for the migrator and for tests. Application code goes through `Database`. */
  abstract readonly writer: DataSource;

  /** A manager over a connection that refuses every write and sees committed rows only. */
  abstract reader(): EntityManager;

  /** Lends a connection of its own for the length of `work`; the caller begins and ends the transaction. */
  abstract withWriter<T>(work: (runner: QueryRunner) => Promise<T>): Promise<T>;

  /** Resolves when all that is committed by now would outlive a power cut. */
  abstract flush(): Promise<void>;

  abstract close(): Promise<void>;
}
