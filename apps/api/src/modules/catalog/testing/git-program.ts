import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface GitRun {
  readonly code: number | null;
  readonly stdout: string;
  /** What git shows to people, with its traces where they were asked for. */
  readonly stderr: string;
}

export interface GitOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** For its standard input. */
  readonly input?: string;
}

/** For tests: the real git, with no settings but those of the test, in a folder of its own. */
export class GitProgram {
  readonly folder = mkdtempSync(join(tmpdir(), 'bothy-git-'));
  readonly #home = join(this.folder, 'home');

  constructor() {
    mkdirSync(this.#home);
  }

  /** A path in the folder. */
  path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }

  /** Runs git to its end, however it ends. */
  run(args: readonly string[], { cwd = this.folder, env = {}, signal, input = '' }: GitOptions = {}): Promise<GitRun> {
    const child = spawn('git', [...args], { cwd, env: { ...this.#surroundings(), ...env }, detached: true });
    const out: Buffer[] = [];
    const said: Buffer[] = [];
    child.stdout.on('data', (bytes: Buffer) => out.push(bytes));
    child.stderr.on('data', (bytes: Buffer) => said.push(bytes));
    // Git may end before it read, or without.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    // Git speaks HTTP in a child of its own: the whole group is ended.
    const end = () => void (child.pid !== undefined && process.kill(-child.pid, 'SIGKILL'));
    signal?.addEventListener('abort', end, { once: true });
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => {
        signal?.removeEventListener('abort', end);
        resolve({ code, stdout: String(Buffer.concat(out)), stderr: String(Buffer.concat(said)) });
      });
    });
  }

  /** Runs git, which has to succeed. @returns what it wrote, without the last line end. */
  async get(args: readonly string[], options: GitOptions = {}): Promise<string> {
    const { code, stdout, stderr } = await this.run(args, options);
    if (code !== 0) throw new Error(`git ${args.join(' ')} ended with ${code}:\n${stderr}`);
    return stdout.trimEnd();
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }

  #surroundings(): Record<string, string> {
    const person = { NAME: 'Ada', EMAIL: 'ada@example.test', DATE: '2026-01-02T03:04:05Z' };
    return {
      PATH: process.env['PATH'] ?? '/usr/bin:/bin',
      HOME: this.#home,
      LC_ALL: 'C',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_TERMINAL_PROMPT: '0',
      ...Object.fromEntries(
        Object.entries(person).flatMap(([what, value]) => [
          [`GIT_AUTHOR_${what}`, value],
          [`GIT_COMMITTER_${what}`, value],
        ]),
      ),
    };
  }
}
