import type { ModuleMetadata } from '@nestjs/common';
import type { EntitySchema, MigrationInterface } from 'typeorm';

/** What one subject of the module brings along: put together by `bots.module.ts` and `persistence/schema.ts`. */
export interface Parts {
  readonly controllers: NonNullable<ModuleMetadata['controllers']>;
  readonly providers: NonNullable<ModuleMetadata['providers']>;
  readonly entities: readonly (EntitySchema | (new () => object))[];
  readonly migrations: readonly (new () => MigrationInterface)[];
}
