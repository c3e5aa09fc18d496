import { runnerPaths } from '@bothy/runner/paths';
import { Module } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { BotCatalog } from './application/bots/bot-catalog.js';
import { BotLedger } from './application/bots/bot-ledger.js';
import { BotRemoval } from './application/bots/bot-removal.js';
import { BotsLifecycle } from './application/runs/bots-lifecycle.js';
import { LogPages } from './application/logs/log-pages.js';
import { LogReader } from './application/logs/log-reader.js';
import { RunCanceller } from './application/runs/run-canceller.js';
import { RunDesk } from './application/runs/run-desk.js';
import { RunDispatcher } from './application/runs/run-dispatcher.js';
import { RunFolders } from './application/runs/run-folders.js';
import { RunLauncher } from './application/runs/run-launcher.js';
import { RunLedger } from './application/runs/run-ledger.js';
import { RunListing } from './application/runs/run-listing.js';
import { RunLogs } from './application/logs/run-logs.js';
import { RunOrders } from './application/runs/run-orders.js';
import { RunTracker } from './application/runs/run-tracker.js';
import { RunnerLink } from './domain/runner-link.js';
import { BotAccess } from './http/bot-access.js';
import { BotsController } from './http/bots.controller.js';
import { EventsController } from './http/events.controller.js';
import { LogText } from './http/log-text.js';
import { RunEvents } from './http/run-events.js';
import { RunLogController } from './http/run-log.controller.js';
import { RunnerController } from './http/runner.controller.js';
import { RunsController } from './http/runs.controller.js';
import { WaitingRunsJob } from './jobs/waiting-runs.job.js';
import { BotRepository } from './persistence/bot.repository.js';
import { RunRepository } from './persistence/run.repository.js';
import { startRunner } from './runner-link/runner-process.js';
import { SocketRunnerLink } from './runner-link/socket-runner-link.js';

const runnerLink = {
  provide: RunnerLink,
  inject: [Config],
  // With the role `api`, the runner is another's to start and to stop.
  useFactory: ({ dataDir, role }: Config) =>
    new SocketRunnerLink(runnerPaths(dataDir).socket, () => role === 'all' && startRunner(dataDir)),
};

/** Needs the platform, the audit trail and identity; the application's table of contents gives them. */
@Module({
  controllers: [BotsController, RunsController, RunLogController, EventsController, RunnerController],
  providers: [
    ...[BotRepository, RunRepository],
    ...[BotCatalog, BotLedger, BotRemoval],
    ...[RunFolders, RunLogs, RunLedger, RunOrders, RunDispatcher, RunLauncher, RunCanceller, RunDesk, RunListing],
    ...[LogPages, LogReader],
    ...[runnerLink, RunTracker, BotsLifecycle, WaitingRunsJob],
    ...[BotAccess, LogText, RunEvents],
  ],
})
export class BotsModule {}
