import type { EntitySchema, MigrationInterface } from 'typeorm';

/** A class of TypeORM's: what its decorators mark, or what it runs as a migration. */
export type EntityClass = abstract new (...args: never[]) => object;
export type MigrationClass = new () => MigrationInterface;

/** What the modules keep: each exports its part from its `index.ts`, and the application puts them together. */
export interface Schema {
  readonly entities: readonly (EntityClass | EntitySchema)[];
  readonly migrations: readonly MigrationClass[];
}
