import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Evidence } from '../testing/evidence.mjs';

/** A server started for a test: its output is kept, and it is gone after `stop`. */
export class Child {
  #output = '';
  #ended: string | null = null;
  readonly #process: ChildProcess;

  constructor(program: string, args: readonly string[], env: Record<string, string>) {
    this.#process = spawn(program, [...args], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#keep('stdout');
    this.#keep('stderr');
    this.#process.on('error', (error) => (this.#ended = error.message));
    this.#process.on('exit', (code, signal) => (this.#ended = String(signal ?? code)));
  }

  get output(): string {
    return this.#output;
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  /** Waits until `url` answers with a good status; fails with the output when the process ends before. */
  async answers(url: string, timeoutMs = 60_000): Promise<void> {
    const until = Date.now() + timeoutMs;
    while (Date.now() < until) {
      if (this.#ended !== null) throw new Error(`ended with ${this.#ended} before it answered:\n${this.#output}`);
      const answer = await fetch(url, { redirect: 'manual' }).catch(() => null);
      if (answer && answer.status < 400) return;
      await sleep(100);
    }
    throw new Error(`${url} did not answer in ${timeoutMs} ms:\n${this.#output}`);
  }

  #keep(stream: 'stdout' | 'stderr'): void {
    const file = Evidence.ofRun()?.logFile(stream);
    this.#process[stream]?.on('data', (text) => {
      this.#output += String(text);
      if (file !== undefined) appendFileSync(file, text);
    });
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (this.#ended !== null) return;
    const exited = new Promise((done) => this.#process.once('exit', done));
    this.#process.kill(signal);
    const late = setTimeout(() => this.#process.kill('SIGKILL'), 20_000);
    await exited;
    clearTimeout(late);
  }
}
