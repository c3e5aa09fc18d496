import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RunArtifacts } from '../modules/bots/application/artifacts/run-artifacts.js';
import { RunFolders } from '../modules/bots/application/runs/run-folders.js';
import { beginRun, endRun } from './kept-runs.js';
import type { TestApp } from './test-app.js';

/** A run of a bot that succeeded and left these files. @returns its id. */
export const runThatLeft = async (
  app: TestApp,
  bot: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<string> => {
  const run = await beginRun(app, bot);
  const ref = { runId: run.id, attempt: 1 };
  const folder = app.get(RunFolders).artifactsOf(ref);
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const { count } = await app.get(RunArtifacts).collect(ref);
  await endRun(app, run, 'succeeded', { artifactCount: count });
  return run.id;
};
