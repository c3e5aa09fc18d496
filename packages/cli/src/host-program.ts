import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { CliError } from './cli-error.js';

const hostCommands: ReadonlySet<string> = new Set(['admin', 'audit', 'doctor', 'keys', 'member', 'restart']);

/** In a checkout it lies beside this package. */
const besideUs = join(import.meta.dirname, '../../../apps/api/dist/host.js');

/** Whether a command is one for the machine of the server, which goes past its HTTP API. */
export const isHostCommand = (name: string | undefined): name is string => name !== undefined && hostCommands.has(name);

/**
 * Hands the command over to the server's own program, with the terminal it has.
 *
 * @returns its exit code; 128 + n when signal n ended it.
 * @throws CliError where that program is not there.
 */
export async function runHostProgram(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  const program = env['BOTHY_HOST_PROGRAM'] ?? besideUs;
  if (!existsSync(program)) {
    throw new CliError(`bothy ${argv[0]} runs on the machine of the server, in its checkout, once npm start built it.`);
  }
  const child = spawn(process.execPath, [program, ...argv], { stdio: 'inherit', env: { ...env } });
  // Ctrl-C reaches the child by itself; this process waits for how it ends. Other signals come to us alone.
  const wait = () => undefined;
  const passOn = (signal: NodeJS.Signals) => child.kill(signal);
  process.on('SIGINT', wait).on('SIGTERM', passOn).on('SIGHUP', passOn);
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) => resolve(code ?? 128 + (constants.signals[signal ?? 'SIGTERM'] ?? 0)));
    });
  } finally {
    process.off('SIGINT', wait).off('SIGTERM', passOn).off('SIGHUP', passOn);
  }
}
