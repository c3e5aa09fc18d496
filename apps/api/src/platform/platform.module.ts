import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ScheduleModule } from '@nestjs/schedule';
import { LoggerModule } from 'nestjs-pino';
import { Clock } from './clock/clock.js';
import { SystemClock } from './clock/system-clock.js';
import { Config } from './config/config.js';
import { Keys } from './crypto/keys.js';
import { Connections } from './database/connections.js';
import { Database } from './database/database.js';
import { openConnections } from './database/open-connections.js';
import type { Schema } from './database/schema.js';
import { UnitOfWork } from './database/unit-of-work.js';
import { WorkContext } from './database/work-context.js';
import { EventBus } from './events/event-bus.js';
import { HealthChecks } from './health/health-checks.js';
import { HealthController } from './health/health.controller.js';
import { HouseHealth } from './health/house-health.js';
import { ContractInterceptor } from './http/contract.interceptor.js';
import { OpenApiController } from './http/openapi.controller.js';
import { ProblemFilter } from './http/problem.filter.js';
import { RouteCheck } from './http/route-check.js';
import { JobRunner } from './jobs/job-runner.js';
import { HouseKeys } from './lifecycle/house-keys.js';
import { ServerLock } from './lifecycle/server-lock.js';
import { ErrorReporter } from './observability/error-reporter.js';
import { HouseLogger } from './observability/house-logger.js';
import { loggingOf } from './observability/logging.js';
import { DataFolder } from './storage/data-folder.js';
import { DiskStorage } from './storage/disk-storage.js';
import { ObjectStorage } from './storage/object-storage.js';
import { ArrivalThrottleGuard } from './throttle/arrival-throttle.guard.js';
import { MemoryThrottleStore } from './throttle/memory-throttle-store.js';
import { PrincipalThrottleGuard } from './throttle/principal-throttle.guard.js';
import { RefusedCredentials } from './throttle/refused-credentials.js';
import { ThrottleStore } from './throttle/throttle-store.js';

export interface PlatformOptions {
  readonly config: Config;
  readonly schema: Schema;
  /** The machine's clock unless a test brings its own. */
  readonly clock?: Clock;
}

/** What every module stands on. Modules get it from the application's table of contents, as one and the same value. */
@Module({})
export class PlatformModule {
  static forRoot({ config, schema, clock }: PlatformOptions): DynamicModule {
    const shared: Provider[] = [
      { provide: Config, useValue: config },
      { provide: Clock, useValue: clock ?? new SystemClock() },
      { provide: DataFolder, useFactory: () => new DataFolder(config.dataDir) },
      { provide: ServerLock, useFactory: (data: DataFolder) => ServerLock.acquire(data), inject: [DataFolder] },
      {
        provide: Connections,
        // The lock comes first: nobody touches the database of a folder that is another server's.
        useFactory: async (data: DataFolder, lock: ServerLock) => {
          try {
            return await openConnections(config, data, schema);
          } catch (error) {
            await lock.release();
            throw error;
          }
        },
        inject: [DataFolder, ServerLock],
      },
      {
        provide: ObjectStorage,
        useFactory: (data: DataFolder) => new DiskStorage(data.folder('objects')),
        inject: [DataFolder],
      },
      { provide: ThrottleStore, useClass: MemoryThrottleStore },
      WorkContext,
      Database,
      UnitOfWork,
      EventBus,
      HealthChecks,
      JobRunner,
      Keys,
      ErrorReporter,
      RefusedCredentials,
      ArrivalThrottleGuard,
      PrincipalThrottleGuard,
      ContractInterceptor,
      ProblemFilter,
    ];
    return {
      module: PlatformModule,
      imports: [DiscoveryModule, ScheduleModule.forRoot(), LoggerModule.forRoot(loggingOf(config))],
      controllers: [HealthController, OpenApiController],
      providers: [...shared, RouteCheck, HouseHealth, HouseKeys, HouseLogger],
      exports: shared.map((provider) => (typeof provider === 'function' ? provider : provider.provide)),
    };
  }
}
