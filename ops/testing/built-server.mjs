import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Evidence } from './evidence.mjs';
import { Program } from './program.mjs';

const root = join(import.meta.dirname, '../..');
const main = join(root, 'apps/api/dist/main.js');
const watcher = join(root, 'ops/testing/watch-process.mjs');

/**
 * Starts the server as it was built. Where a run of the suites gathers evidence, it is watched and logs all it can.
 *
 * @param {{cwd?: string, env?: Record<string, string | undefined>}} options
 */
export function startBuiltServer({ cwd, env = {} }) {
  if (!existsSync(main)) throw new Error('The server is not built. Run npm start or node ops/prepare.mjs first.');
  const evidence = Evidence.ofRun();
  if (!evidence) return new Program(process.execPath, [main], { cwd, env });
  const watched = { BOTHY_LOG_LEVEL: 'trace', ...env, BOTHY_TEST_EVIDENCE: evidence.folder };
  return new Program(process.execPath, ['--import', watcher, main], { cwd, env: watched });
}
