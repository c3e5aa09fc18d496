import type { RunStatus } from '@bothy/contracts';
import { v7 as uuidv7 } from 'uuid';
import { RunFinisher } from '../modules/bots/application/runs/run-finisher.js';
import type { RunEntity } from '../modules/bots/persistence/run.entity.js';
import { BotRepository } from '../modules/bots/persistence/bot.repository.js';
import { RunRepository } from '../modules/bots/persistence/run.repository.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import type { TestApp } from './test-app.js';

/** A run of a bot, under way or in another state, as the server's own code keeps it; no runner knows it. */
export const beginRun = (app: TestApp, slug: string, status: RunStatus = 'running'): Promise<RunEntity> =>
  app.get(UnitOfWork).run(async () => {
    const bots = app.get(BotRepository);
    const bot = await bots.findLocked(slug);
    if (!bot) throw new Error(`There is no bot ${slug}.`);
    return app.get(RunRepository).insert({
      id: uuidv7(),
      botId: bot.id,
      botSlug: slug,
      number: await bots.takeRunNumber(bot),
      status,
      trigger: { kind: 'manual', actor: null, detail: null },
      params: {},
      secretParams: null,
      maxAttempts: 1,
      requestedBy: null,
      botVersion: bot.version,
      reason: null,
      rerunOf: null,
      parentRunId: null,
      depth: 0,
      places: null,
      placeLimit: null,
    });
  });

/** Ends it, with all that goes with an end. */
export const endRun = async (
  app: TestApp,
  run: RunEntity,
  status: RunStatus,
  changes: Partial<RunEntity> = {},
): Promise<void> => {
  const began = { id: run.id, startedAt: run.createdAt };
  const ended = await app.get(UnitOfWork).run(() => app.get(RunFinisher).finish(began, status, changes));
  if (!ended) throw new Error('The run had ended already.');
};

/** Both. @returns its id. */
export const runThatEnded = async (
  app: TestApp,
  slug: string,
  status: RunStatus = 'succeeded',
  changes: Partial<RunEntity> = {},
): Promise<string> => {
  // One that was skipped never began.
  const run = await beginRun(app, slug, status === 'skipped' ? 'queued' : 'running');
  await endRun(app, run, status, changes);
  return run.id;
};
