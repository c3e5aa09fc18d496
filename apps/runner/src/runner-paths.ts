import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** `sun_path` holds 108 bytes on Linux and 104 on macOS, the closing zero included. */
const maxSocketPathBytes = 100;

export interface RunnerPaths {
  /** The data folder itself. */
  dataDir: string;
  /** Folder of all that follows, 0700. */
  runDir: string;
  /** Where the runner listens; in the temporary folder when the data folder's path is too long for a socket. */
  socket: string;
  /** Holds the runner's process id, written once the socket answers. */
  pidFile: string;
  /** The kernel lock on this file is held by the one runner of the data folder. */
  lockFile: string;
  /** One JSON file per attempt that the server has not acknowledged. */
  attemptsDir: string;
  /** Pipes made ahead of time for the output of bots. */
  pipesDir: string;
  /** A folder in which the isolation of bots is tried. */
  probeDir: string;
}

export function runnerPaths(dataDir: string): RunnerPaths {
  const runDir = join(resolve(dataDir), 'run');
  return {
    dataDir: resolve(dataDir),
    runDir,
    socket: socketPath(resolve(dataDir), runDir),
    pidFile: join(runDir, 'runner.pid'),
    // Not `runner.lock`: a supervisor may hold that one around the whole command (`flock … node main.js`).
    lockFile: join(runDir, 'lock'),
    attemptsDir: join(runDir, 'attempts'),
    pipesDir: join(runDir, 'pipes'),
    probeDir: join(runDir, 'probe'),
  };
}

function socketPath(dataDir: string, runDir: string): string {
  const preferred = join(runDir, 'runner.sock');
  if (Buffer.byteLength(preferred) <= maxSocketPathBytes) return preferred;
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  return join(tmpdir(), `bothy-${name}.sock`);
}
