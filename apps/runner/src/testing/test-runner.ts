import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  type AttemptRef,
  type AttemptState,
  decodeJson,
  decodeProgress,
  encodeJsonFrame,
  FrameReader,
  frameType,
  type FrameType,
  protocolVersion,
  type StartOrder,
  type Welcome,
} from '@bothy/contracts/runner';
import { runnerPaths } from '../runner-paths.js';

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const patienceMs = 15_000;

/** Waits for something to become true; the time is only there to end a test that hangs. */
export async function until<T>(look: () => T | null | undefined | false): Promise<T> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const found = look();
    if (found !== null && found !== undefined && found !== false) return found;
    if (performance.now() > deadline) throw new Error('It did not come to pass.');
    await delay(5);
  }
}

/** A real runner, as built, over a data folder of its own, with a server's end of the socket. */
export class TestRunner {
  readonly dataDir: string;
  readonly states = new Map<string, AttemptState>();
  readonly progress: { handle: number; logBytes: number; lines: number }[] = [];
  welcome: Welcome | null = null;
  process!: ChildProcess;
  #socket: Socket | null = null;
  #runs = 0;

  constructor(dataDir = mkdtempSync(join(tmpdir(), 'runner-'))) {
    this.dataDir = dataDir;
  }

  static async started(env: Record<string, string> = {}): Promise<TestRunner> {
    const runner = new TestRunner();
    await runner.startProcess(env);
    await runner.connect();
    return runner;
  }

  /** `limits` is a shell command run before it, such as `ulimit`. */
  async startProcess(env: Record<string, string> = {}, limits?: string): Promise<void> {
    if (!existsSync(main)) throw new Error('Build the runner first: npx tsc -p apps/runner');
    this.process = this.spawn(env, limits);
    const { pidFile } = runnerPaths(this.dataDir);
    await until(() => existsSync(pidFile) && readFileSync(pidFile, 'utf8') === `${this.process.pid}\n`);
  }

  spawn(env: Record<string, string> = {}, limits = ':'): ChildProcess {
    return spawn('sh', ['-c', `${limits}; exec "$0" "$1"`, process.execPath, main], {
      env: { ...process.env, BOTHY_DATA_DIR: this.dataDir, ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }

  async connect(): Promise<void> {
    const socket = connect(runnerPaths(this.dataDir).socket);
    await once(socket, 'connect');
    const frames = new FrameReader();
    socket.on('data', (chunk: Buffer) => {
      for (const { type, id, payload } of frames.push(chunk)) {
        if (type === frameType.welcome) this.welcome = decodeJson<Welcome>(payload);
        if (type === frameType.progress) this.progress.push({ handle: id, ...decodeProgress(payload) });
        if (type !== frameType.state) continue;
        const state = decodeJson<AttemptState>(payload);
        this.states.set(state.runId, state);
      }
    });
    socket.on('error', () => undefined);
    this.#socket = socket;
    this.welcome = null;
    this.send(frameType.hello, { protocol: protocolVersion });
  }

  disconnect(): void {
    this.#socket?.destroy();
  }

  get connectionClosed(): boolean {
    return this.#socket?.destroyed ?? true;
  }

  send(type: FrameType, message: object): void {
    this.#socket?.write(encodeJsonFrame(type, 0, message));
  }

  /** Orders a run and returns the order. */
  start(argv: string[], more: Partial<StartOrder> = {}): StartOrder {
    const runId = `run-${process.pid}-${Date.now()}-${++this.#runs}`;
    const order: StartOrder = {
      runId,
      attempt: 1,
      argv,
      env: {},
      secrets: [],
      pty: null,
      limits: { cpuSeconds: null, memoryBytes: null, fileBytes: null, processes: null },
      git: null,
      artifactsDir: join(this.dataDir, 'artifacts', runId),
      hiddenPaths: [],
      workingDir: { kind: 'fresh', path: join(this.dataDir, 'work', runId) },
      logDir: join(this.dataDir, 'logs', runId),
      timeoutMs: 0,
      graceMs: 200,
      maxLogBytes: 1024 ** 3,
      ...more,
    };
    this.send(frameType.start, order);
    return order;
  }

  running = (ref: AttemptRef): Promise<AttemptState> => until(() => this.#in(ref, 'running'));
  ended = (ref: AttemptRef): Promise<AttemptState> => until(() => this.#in(ref, 'ended'));

  async run(argv: string[], more: Partial<StartOrder> = {}): Promise<StartOrder & { end: AttemptState }> {
    const order = this.start(argv, more);
    return { ...order, end: await this.ended(order) };
  }

  async stop(): Promise<void> {
    this.disconnect();
    if (this.process.exitCode === null && this.process.signalCode === null) {
      this.process.kill('SIGKILL');
      await once(this.process, 'exit');
    }
    await until(() => isRemoved(this.dataDir));
  }

  #in({ runId }: AttemptRef, phase: AttemptState['phase']): AttemptState | null {
    const state = this.states.get(runId);
    return state?.phase === phase ? state : null;
  }
}

/** What the runner started last, a `mkfifo`, may still be at it. */
function isRemoved(folder: string): boolean {
  try {
    rmSync(folder, { recursive: true, force: true });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTEMPTY') return false;
    throw error;
  }
}

/** Numbers of the processes that bear a run's mark and still run. */
export function processesOf({ runId }: AttemptRef): string[] {
  return readdirSync('/proc').filter((name) => {
    try {
      return /^\d+$/.test(name) && readFileSync(`/proc/${name}/environ`, 'latin1').includes(`BOTHY_RUN_ID=${runId}\0`);
    } catch {
      return false;
    }
  });
}
