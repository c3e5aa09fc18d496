import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ScheduleModule } from '@nestjs/schedule';
import { LoggerModule } from 'nestjs-pino';
import type { DestinationStream } from 'pino';
import { Clock } from './clock/clock.js';
import { SystemClock } from './clock/system-clock.js';
import { Config } from './config/config.js';
import { KeyRotation } from './crypto/key-rotation.js';
import { Keyring } from './crypto/keyring.js';
import { Keys } from './crypto/keys.js';
import { MasterKeys } from './crypto/master-keys.js';
import { SealedStores } from './crypto/sealed-stores.js';
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
import { GuardedClient } from './http/guarded-client.js';
import { OpenApiController } from './http/openapi.controller.js';
import { ProblemFilter } from './http/problem.filter.js';
import { RouteCheck } from './http/route-check.js';
import { StreamingClient } from './http/upstream/streaming-client.js';
import { JobRunner } from './jobs/job-runner.js';
import { HouseKeys } from './lifecycle/house-keys.js';
import { ServerLock } from './lifecycle/server-lock.js';
import { MailController } from './mail/mail.controller.js';
import { mailProviders, mailRoles } from './mail/mail.providers.js';
import { ErrorReporter } from './observability/error-reporter.js';
import { HouseLogger } from './observability/house-logger.js';
import { loggingOf } from './observability/logging.js';
import { MetricsController } from './observability/metrics.controller.js';
import { Metrics } from './observability/metrics.js';
import { DataFolder } from './storage/data-folder.js';
import { DiskStorage } from './storage/disk-storage.js';
import { ObjectStorage } from './storage/object-storage.js';
import { OrphanSweep } from './storage/orphan-sweep.js';
import { ArrivalThrottleGuard } from './throttle/arrival-throttle.guard.js';
import { MemoryThrottleStore } from './throttle/memory-throttle-store.js';
import { openThrottleStore } from './throttle/open-throttle-store.js';
import { PrincipalThrottleGuard } from './throttle/principal-throttle.guard.js';
import { RefusedCredentials } from './throttle/refused-credentials.js';
import { ThrottleStore } from './throttle/throttle-store.js';

export interface PlatformOptions {
  readonly config: Config;
  readonly schema: Schema;
  /** The machine's clock unless a test brings its own. */
  readonly clock?: Clock;
  /** Where the log goes; standard error unless a test keeps it. */
  readonly log?: DestinationStream;
  /**
   * `server` (when left out): the data folder is this process's own, and its database is brought to the present shape.
   * `none`: for commands on the host beside the server. Nothing is begun that is the server's to do.
   */
  readonly lock?: 'server' | 'none';
}

/** What every module stands on. Modules get it from the application's table of contents, as one and the same value. */
@Module({})
export class PlatformModule {
  static forRoot({ config, schema, clock, log, lock: kind = 'server' }: PlatformOptions): DynamicModule {
    const shared: Provider[] = [
      { provide: Config, useValue: config },
      { provide: Clock, useValue: clock ?? new SystemClock() },
      { provide: DataFolder, useFactory: () => new DataFolder(config.dataDir) },
      {
        provide: ServerLock,
        useFactory: (data: DataFolder) => (kind === 'server' ? ServerLock.acquire(data) : ServerLock.none()),
        inject: [DataFolder],
      },
      {
        provide: Connections,
        // The lock comes first: nobody touches the database of a folder that is another server's.
        useFactory: async (data: DataFolder, lock: ServerLock) => {
          try {
            return await openConnections(config, data, schema, lock.isHeld ? 'migrate' : 'check');
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
      { provide: GuardedClient, useFactory: () => new GuardedClient(config) },
      { provide: StreamingClient, useFactory: () => new StreamingClient(config) },
      {
        provide: ThrottleStore,
        // A command on the host answers no requests.
        useFactory: kind === 'server' ? openThrottleStore : (_: Config, time: Clock) => new MemoryThrottleStore(time),
        inject: [Config, Clock, HealthChecks],
      },
      { provide: Metrics, useFactory: () => (kind === 'server' ? Metrics.open(config) : Metrics.closed()) },
      WorkContext,
      Database,
      UnitOfWork,
      OrphanSweep,
      EventBus,
      HealthChecks,
      JobRunner,
      Keys,
      MasterKeys,
      Keyring,
      SealedStores,
      KeyRotation,
      ...mailRoles,
      ErrorReporter,
      RefusedCredentials,
      ArrivalThrottleGuard,
      PrincipalThrottleGuard,
      ContractInterceptor,
      ProblemFilter,
    ];
    return {
      module: PlatformModule,
      imports: [DiscoveryModule, ScheduleModule.forRoot(), LoggerModule.forRoot(loggingOf(config, log))],
      controllers: [HealthController, MailController, MetricsController, OpenApiController],
      providers: [...shared, ...mailProviders, RouteCheck, HouseHealth, HouseKeys, HouseLogger],
      exports: shared.map((provider) => (typeof provider === 'function' ? provider : provider.provide)),
    };
  }
}
