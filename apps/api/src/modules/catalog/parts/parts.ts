import type { ModuleMetadata } from '@nestjs/common';

/** What one subject of the module brings along; put together by `catalog.module.ts`. */
export interface Parts {
  readonly controllers: NonNullable<ModuleMetadata['controllers']>;
  readonly providers: NonNullable<ModuleMetadata['providers']>;
}
