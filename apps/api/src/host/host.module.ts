import { Module, type DynamicModule } from '@nestjs/common';
import { schema } from '../app.module.js';
import { AuditModule } from '../modules/audit/index.js';
import { BotsSealsModule } from '../modules/bots/index.js';
import { IdentityModule } from '../modules/identity/index.js';
import { MetricsSealsModule } from '../modules/metrics/index.js';
import { Ue4SealsModule } from '../modules/ue4/index.js';
import type { Config } from '../platform/config/config.js';
import { PlatformModule } from '../platform/platform.module.js';

/** What commands on the host need of the house: of bots, saves and figures only their sealed texts; no HTTP, no jobs, not the server's lock. */
@Module({})
export class HostModule {
  static of(config: Config): DynamicModule {
    const platform = PlatformModule.forRoot({ config, schema, lock: 'none' });
    const audit: DynamicModule = { module: AuditModule, imports: [platform] };
    const identity: DynamicModule = { module: IdentityModule, imports: [platform, audit] };
    const seals: DynamicModule = { module: BotsSealsModule, imports: [platform] };
    const saves: DynamicModule = { module: Ue4SealsModule, imports: [platform] };
    const figures: DynamicModule = { module: MetricsSealsModule, imports: [platform] };
    return { module: HostModule, imports: [platform, audit, identity, seals, saves, figures] };
  }
}
