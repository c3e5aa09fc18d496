import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Evidence } from './evidence.mjs';

const longestAnswerMs = 5_000;
const longestStopMs = 20_000;

/** A program started for a test or a bench: its output is kept, and it is gone after `stop`. */
export class Program {
  #output = '';
  /** @type {string | null} */
  #ended = null;
  #child;
  #exit;

  /**
   * @param {string} command
   * @param {readonly string[]} args
   * @param {{cwd?: string, env?: Record<string, string | undefined>}} [options] by default as it is here
   */
  constructor(command, args, { cwd, env = process.env } = {}) {
    this.#child = spawn(command, [...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#keep('stdout');
    this.#keep('stderr');
    /** @type {Promise<number | null>} */
    this.#exit = new Promise((exited) => {
      this.#child.once('error', (error) => {
        this.#ended ??= error.message;
        exited(null);
      });
      this.#child.once('exit', (code, signal) => {
        this.#ended ??= String(signal ?? code);
        exited(code);
      });
    });
  }

  get output() {
    return this.#output;
  }

  get pid() {
    return this.#child.pid ?? 0;
  }

  /**
   * Waits until an address answers with a good status; fails with the output when that takes too long or the program ends
   * before.
   *
   * @param {string} url
   * @param {{timeoutMs?: number, everyMs?: number}} [pace]
   */
  async answers(url, { timeoutMs = 60_000, everyMs = 50 } = {}) {
    const until = Date.now() + timeoutMs;
    while (Date.now() < until) {
      if (this.#ended !== null) throw new Error(`ended with ${this.#ended} before it answered:\n${this.#output}`);
      const signal = AbortSignal.timeout(Math.min(longestAnswerMs, timeoutMs));
      const answer = await fetch(url, { redirect: 'manual', signal }).catch(() => null);
      await answer?.body?.cancel();
      if (answer && answer.status < 400) return;
      await sleep(everyMs);
    }
    throw new Error(`${url} did not answer in ${timeoutMs} ms:\n${this.#output}`);
  }

  /**
   * Ends it, by force where a signal is not enough.
   *
   * @param {NodeJS.Signals} [signal]
   * @returns its exit code; null where a signal ended it
   */
  async stop(signal = 'SIGTERM') {
    if (this.#ended === null) this.#child.kill(signal);
    const late = setTimeout(() => this.#child.kill('SIGKILL'), longestStopMs);
    return this.#exit.finally(() => clearTimeout(late));
  }

  /** @param {'stdout' | 'stderr'} stream */
  #keep(stream) {
    const file = Evidence.ofRun()?.logFile(stream);
    this.#child[stream].on('data', (text) => {
      this.#output += String(text);
      if (file !== undefined) appendFileSync(file, text);
    });
  }
}
