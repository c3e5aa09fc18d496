import { Module, type DynamicModule } from '@nestjs/common';
import type { DestinationStream } from 'pino';
import { AuditExportModule, AuditModule, auditEntities, auditMigrations } from './modules/audit/index.js';
import { BotsModule, botsEntities, botsMigrations } from './modules/bots/index.js';
import { CatalogModule, catalogEntities, catalogMigrations } from './modules/catalog/index.js';
import { IdentityModule, identityEntities, identityMigrations } from './modules/identity/index.js';
import { MetricsModule, metricsEntities, metricsMigrations } from './modules/metrics/index.js';
import { Ue4Module, ue4Entities, ue4Migrations } from './modules/ue4/index.js';
import type { Clock } from './platform/clock/clock.js';
import type { Config } from './platform/config/config.js';
import type { Schema } from './platform/database/schema.js';
import { mailEntities, mailMigrations } from './platform/mail/persistence/schema.js';
import { PlatformModule } from './platform/platform.module.js';

/** All that is kept, in the order in which it is made. */
export const schema: Schema = {
  entities: [
    ...identityEntities,
    ...auditEntities,
    ...botsEntities,
    ...ue4Entities,
    ...metricsEntities,
    ...catalogEntities,
    ...mailEntities,
  ],
  migrations: [
    ...identityMigrations,
    ...auditMigrations,
    ...botsMigrations,
    ...ue4Migrations,
    ...metricsMigrations,
    ...catalogMigrations,
    ...mailMigrations,
  ],
};

export interface AppParts {
  /** The machine's clock unless a test brings its own. */
  readonly clock?: Clock;
  /** Where the log goes; standard error unless a test keeps it. */
  readonly log?: DestinationStream;
  /** The built program that opens saves; the one beside the server unless a test, which runs sources, says where. */
  readonly saveProgram?: string;
}

/** The table of contents: what there is, and what each module may import. */
@Module({})
export class AppModule {
  static of(config: Config, { clock, log, saveProgram }: AppParts = {}): DynamicModule {
    // Nest takes one and the same value for one and the same module, so these are made once and passed on.
    const platform = PlatformModule.forRoot({ config, schema, clock, log });
    const audit: DynamicModule = { module: AuditModule, imports: [platform] };
    const identity: DynamicModule = { module: IdentityModule, imports: [platform, audit] };
    const bots: DynamicModule = { module: BotsModule, imports: [platform, audit, identity] };
    const ue4 = Ue4Module.of([platform, audit, identity], saveProgram);
    const metrics: DynamicModule = { module: MetricsModule, imports: [platform, identity] };
    const catalog: DynamicModule = { module: CatalogModule, imports: [platform, audit, identity, bots, metrics] };
    const auditExport: DynamicModule = { module: AuditExportModule, imports: [platform, audit, identity] };
    return { module: AppModule, imports: [platform, audit, auditExport, identity, bots, ue4, metrics, catalog] };
  }
}
