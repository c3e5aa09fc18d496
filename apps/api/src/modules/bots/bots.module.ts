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
import { BotChecks } from './application/bots/bot-checks.js';
import { BotPresenter } from './application/bots/bot-presenter.js';
import { BotSeals } from './persistence/bot-seals.js';
import { LogComparer } from './application/logs/log-comparer.js';
import { PlaceKeeper } from './application/runs/place-keeper.js';
import { RetryTimers } from './application/runs/retry-timers.js';
import { RunAdmission } from './application/runs/run-admission.js';
import { RunApprovals } from './application/runs/run-approvals.js';
import { RunComparer } from './application/runs/run-comparer.js';
import { RunControls } from './application/runs/run-controls.js';
import { RunEndings } from './application/runs/run-endings.js';
import { RunFinisher } from './application/runs/run-finisher.js';
import { RunParams } from './application/runs/run-params.js';
import { RunnerId } from './application/runs/runner-id.js';
import { RunSettler } from './application/runs/run-settler.js';
import { RunControlsController } from './http/run-controls.controller.js';
import { RunArtifacts } from './application/artifacts/run-artifacts.js';
import { TeamSecrets } from './application/secrets/team-secrets.js';
import { keepingParts } from './parts/keeping.parts.js';
import { secretsParts } from './parts/secrets.parts.js';
import { triggersParts } from './parts/triggers.parts.js';
import { BotFigures } from './persistence/bot-figures.js';
import { BotPages } from './persistence/bot-pages.js';
import { RunAttempts } from './persistence/run-attempts.js';
import { RunKeys } from './persistence/run-keys.js';
import { RunPages } from './persistence/run-pages.js';
import { RunPlaces } from './persistence/run-places.js';
import { BotRepository } from './persistence/bot.repository.js';
import { RunRepository } from './persistence/run.repository.js';
import { SealedRunParams } from './persistence/sealed-run-params.js';
import { startRunner } from './runner-link/runner-process.js';
import { SocketRunnerLink } from './runner-link/socket-runner-link.js';

const runnerLink = {
  provide: RunnerLink,
  inject: [Config],
  // With the role `api`, the runner is another's to start and to stop.
  useFactory: (config: Config) =>
    new SocketRunnerLink(runnerPaths(config.dataDir).socket, () => config.role === 'all' && startRunner(config)),
};

const parts = [triggersParts, secretsParts, keepingParts];

/** Needs the platform, the audit trail and identity; the application's table of contents gives them. */
@Module({
  controllers: [
    ...[BotsController, RunsController, RunControlsController, RunLogController, EventsController, RunnerController],
    ...parts.flatMap((part) => part.controllers),
  ],
  providers: [
    ...[BotRepository, BotPages, BotFigures, RunRepository, RunPages, RunPlaces, RunAttempts, RunKeys, SealedRunParams],
    ...[BotCatalog, BotChecks, BotLedger, BotPresenter, BotRemoval, BotSeals],
    ...[RunFolders, RunLogs, RunLedger, RunEndings, RunFinisher, PlaceKeeper, RunAdmission, RunParams, RunLauncher],
    ...[RunOrders, RunnerId, RunDispatcher, RunSettler, RetryTimers, RunDesk, RunListing],
    ...[RunCanceller, RunApprovals, RunControls, RunComparer],
    ...[LogPages, LogReader, LogComparer],
    ...[runnerLink, RunTracker, BotsLifecycle, WaitingRunsJob],
    ...[BotAccess, LogText, RunEvents],
    ...parts.flatMap((part) => part.providers),
  ],
  // Tools are proxied with the team's tokens, and may be what runs left behind.
  exports: [TeamSecrets, RunArtifacts, RunListing],
})
export class BotsModule {}
