import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { StartOrder, Welcome } from '@bothy/contracts/runner';
import type { RunnerPaths } from '../../runner-paths.js';
import { findProgram } from '../find-program.js';
import { StartProblem } from '../start-problem.js';
import { HiddenPlaces } from './hidden-places.js';
import { isOfTheSystem, sandboxMounts } from './sandbox-mounts.js';

const namespaces = ['--unshare-pid', '--unshare-ipc', '--die-with-parent', '--cap-drop', 'ALL'];
const probeMs = 10_000;
const usualPath = '/usr/local/bin:/usr/bin:/bin';

/** Programs of the host, by their full paths: what a bot says of its PATH must not choose them. */
export interface SandboxTools {
  bubblewrap: string;
  setsid: string;
}

type Room = Pick<StartOrder, 'workingDir' | 'artifactsDir' | 'hiddenPaths'>;

/**
 * Whether bots are kept from the data folder and from all else that is not theirs, by bubblewrap; found out once, by
 * trying it. `BOTHY_RUNNER_ISOLATION`: `auto` (where it works), `off`, or `required` (no bot starts without it),
 * which anything else means too.
 * `BOTHY_RUNNER_WRITABLE`: further folders that bots may write to, with colons between them.
 */
export class Isolation {
  /** Null: bots are not isolated. */
  readonly tools: SandboxTools | null;
  readonly #problem: string | null;
  readonly #required: boolean;
  readonly #hidden: HiddenPlaces;
  readonly #writable: string[];

  constructor(paths: RunnerPaths, env: NodeJS.ProcessEnv) {
    const wish = env['BOTHY_RUNNER_ISOLATION'] ?? 'auto';
    this.#hidden = new HiddenPlaces(paths.dataDir, [paths.socket]);
    this.#writable = (env['BOTHY_RUNNER_WRITABLE'] ?? '').split(':').filter((path) => path.startsWith('/'));
    this.#required = wish !== 'auto' && wish !== 'off';
    const found = wish === 'off' ? 'Isolation is switched off.' : this.#probe(paths.probeDir, env['PATH'] ?? usualPath);
    this.tools = typeof found === 'string' ? null : found;
    this.#problem = typeof found === 'string' ? found : null;
  }

  get facts(): Pick<Welcome, 'isolation' | 'isolationProblem'> {
    return { isolation: this.tools === null ? 'none' : 'bubblewrap', isolationProblem: this.#problem };
  }

  /** @throws {StartProblem} where bots may not start, or this one not there. */
  admit({ workingDir, hiddenPaths }: Room): void {
    if (this.#required && this.tools === null) {
      throw new StartProblem(`Bots must be isolated on this host, and cannot be. ${this.#problem}`, 126);
    }
    if (workingDir.kind !== 'path') return;
    if (this.tools !== null && isOfTheSystem(workingDir.path)) {
      throw new StartProblem(`No isolated bot can work in ${workingDir.path}, which belongs to the system.`, 126);
    }
    if (this.#hidden.placeOf(workingDir.path, hiddenPaths) !== null) {
      throw new StartProblem(`The working folder ${workingDir.path} lies in a place that bots must not see.`, 126);
    }
  }

  /** Options of bubblewrap for one bot. Its folders must be there. */
  options({ workingDir, artifactsDir, hiddenPaths }: Room): string[] {
    const hidden = this.#hidden.places(hiddenPaths);
    const own = [workingDir.path, artifactsDir];
    return [
      ...sandboxMounts({ hidden, own, writable: this.#writable }),
      ...namespaces,
      ...['--chdir', workingDir.path],
    ];
  }

  /** Tries what bots will get: that it starts, that the data folder is not seen, that nothing of the host can be set. */
  #probe(folder: string, searchPath: string): SandboxTools | string {
    if (process.platform !== 'linux') return 'There is no bubblewrap for this system.';
    try {
      const bubblewrap = findProgram('bwrap', searchPath, '/');
      const setsid = findProgram('setsid', searchPath, '/');
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const room: Room = { workingDir: { kind: 'fresh', path: folder }, artifactsDir: folder, hiddenPaths: [] };
      const look = `${setsid} true && [ ! -e "$1" ] && [ ! -w /proc/sys/kernel/core_pattern ] || echo not hidden >&2`;
      const lock = join(folder, '..', 'lock');
      const tried = spawnSync(bubblewrap, [...this.options(room), '--', '/bin/sh', '-c', look, 'sh', lock], {
        env: { PATH: searchPath },
        encoding: 'utf8',
        stdio: ['ignore', 'ignore', 'pipe'],
        timeout: probeMs,
      });
      const said = tried.stderr.trim().split('\n')[0] ?? '';
      return tried.status === 0 && said === '' ? { bubblewrap, setsid } : problemOf(said, tried.status);
    } catch (error) {
      if (!(error instanceof StartProblem)) return `Bubblewrap could not be tried: ${String(error)}.`;
      return error.message.includes('setsid') ? 'The program setsid is not installed.' : 'Bubblewrap is not installed.';
    }
  }
}

const problemOf = (said: string, status: number | null): string =>
  said === '' ? `Bubblewrap does not work here: it ended with ${status}.` : `Bubblewrap does not work here: ${said}.`;
