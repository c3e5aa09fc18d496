import { spawn } from 'node:child_process';
import { say, seconds } from './say.mjs';

export class StepFailed extends Error {
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/**
 * Runs one command, its output going straight to the terminal, and says how long it took.
 * In a group of its own, so that a signal that reaches us ends all of it (npx does not pass signals on).
 */
export async function runStep(name, command, args, { cwd, env = process.env }) {
  const began = performance.now();
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'], detached: true });
  const stop = (signal) => {
    try {
      process.kill(-child.pid, signal);
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  };
  let stoppedBy = null;
  const onSignal = (signal) => {
    stoppedBy = signal;
    stop('SIGTERM');
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal);
  const [code, signal] = await new Promise((ended, failed) => {
    child.on('error', failed);
    child.on('exit', (...how) => ended(how));
  }).finally(() => {
    for (const each of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(each, onSignal);
  });
  const took = seconds(performance.now() - began);
  if (stoppedBy) throw new StepFailed(`${name}: stopped by ${stoppedBy} after ${took}`, 130);
  if (code !== 0)
    throw new StepFailed(`${name} failed after ${took} (${signal ?? `exit code ${code}`}); its output is above`);
  say(`${name} (${took})`);
}
