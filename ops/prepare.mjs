// Installs and builds what is missing or out of date. Needs Node only: it runs before anything is installed.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './prepare/build.mjs';
import { install } from './prepare/install.mjs';
import { withLock } from './prepare/lock.mjs';
import { say, seconds } from './prepare/say.mjs';
import { StepFailed } from './prepare/step.mjs';
import { workspace } from './prepare/workspace.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const began = performance.now();

async function prepare() {
  let steps = 0;
  const { pnpm } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).config;
  if (await install(root, pnpm)) steps += 1;
  for (const part of workspace) if (await build(root, part)) steps += 1;
  return steps;
}

try {
  const steps = await withLock(root, prepare);
  const took = seconds(performance.now() - began);
  say(steps === 0 ? `everything is built (checked in ${took})` : `installed and built in ${took}`);
} catch (error) {
  if (!(error instanceof StepFailed)) throw error;
  say(error.message);
  process.exitCode = error.exitCode;
}
