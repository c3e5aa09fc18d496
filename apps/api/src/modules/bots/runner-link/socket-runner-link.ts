import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AttemptRef,
  frameType,
  type FrameType,
  type Shutdown,
  type StartOrder,
  type TerminalInput,
  type TerminalSize,
} from '@bothy/contracts/runner';
import { Logger } from '@nestjs/common';
import { type RunnerFacts, RunnerLink, type RunnerListener } from '../domain/runner-link.js';
import { RunnerConnection } from './runner-connection.js';

/** How long to wait for a runner that was just started, before starting one again. */
const startTimeoutMs = 10_000;
const retryMs = 20;
/** How long a stop waits for a runner that is just starting. */
const lateStartMs = 3_000;
/** Between two starts of a runner that does not stay. */
const restartMs = 1_000;

/** The link to the runner of this machine, over its Unix socket. */
export class SocketRunnerLink extends RunnerLink {
  readonly #logger = new Logger(SocketRunnerLink.name);
  #connection: RunnerConnection | null = null;
  /** One was started and has not answered yet. */
  #starting = false;
  #stopping = false;
  #lastError = '';

  constructor(
    private readonly socketPath: string,
    /** Starts a runner unless one is there; answers whether that is this server's to do. */
    private readonly startRunner: () => boolean,
  ) {
    super();
  }

  get attached(): boolean {
    return this.#connection?.attached ?? false;
  }

  get runner(): RunnerFacts | null {
    return this.attached ? (this.#connection?.facts ?? null) : null;
  }

  open(listener: RunnerListener): void {
    void this.#keepAttached(listener);
  }

  start(order: StartOrder): void {
    this.#send(frameType.start, order);
  }

  cancel({ runId, attempt }: AttemptRef): void {
    this.#send(frameType.cancel, { runId, attempt });
  }

  pause({ runId, attempt }: AttemptRef): void {
    this.#send(frameType.pause, { runId, attempt });
  }

  resume({ runId, attempt }: AttemptRef): void {
    this.#send(frameType.resume, { runId, attempt });
  }

  input({ runId, attempt }: AttemptRef, text: string): void {
    this.#send(frameType.input, { runId, attempt, text } satisfies TerminalInput);
  }

  resize({ runId, attempt }: AttemptRef, cols: number, rows: number): void {
    this.#send(frameType.resize, { runId, attempt, cols, rows } satisfies TerminalSize);
  }

  acknowledge({ runId, attempt }: AttemptRef): void {
    this.#send(frameType.acknowledge, { runId, attempt });
  }

  async stop(mode: 'end' | 'keep', graceMs: number): Promise<void> {
    if (mode === 'end') await this.#startedOne();
    this.#stopping = true;
    const connection = this.#connection;
    if (!connection || connection.socket.destroyed) return;
    const closed = new Promise<void>((resolve) => connection.socket.once('close', () => resolve()));
    if (mode === 'end') connection.send(frameType.shutdown, { graceMs } satisfies Shutdown);
    else connection.socket.end();
    // SIGINT, a grace, SIGTERM, a grace, SIGKILL, and the time it takes to tell.
    const waited = await Promise.race([
      closed.then(() => 'closed'),
      sleep(2 * graceMs + 3_000, 'late', { ref: false }),
    ]);
    if (waited === 'late') this.#logger.error('The runner did not end in time.');
    connection.socket.destroy();
  }

  /** A runner that is on its way would come when nobody is left to end it: waits until it answers. */
  async #startedOne(): Promise<void> {
    const began = performance.now();
    while (this.#starting && performance.now() - began < lateStartMs) await sleep(retryMs);
  }

  #send(type: FrameType, message: object): void {
    if (this.attached) this.#connection?.send(type, message);
  }

  async #keepAttached(listener: RunnerListener): Promise<void> {
    while (!this.#stopping) {
      const connection = await this.#connect(listener);
      if (!connection) continue;
      const closed = new Promise<void>((resolve) => connection.socket.once('close', () => resolve()));
      await closed;
      const wasAttached = connection.facts !== null;
      if (this.#stopping) return;
      if (wasAttached) listener.detached();
      else await sleep(restartMs);
    }
  }

  /** Null after {@link startTimeoutMs} without an answer. */
  async #connect(listener: RunnerListener): Promise<RunnerConnection | null> {
    const began = performance.now();
    for (let tries = 0; !this.#stopping && performance.now() - began < startTimeoutMs; tries++) {
      try {
        const connection = await RunnerConnection.open(this.socketPath, listener, () => {
          this.#lastError = '';
          this.#starting = false;
        });
        connection.socket.once('close', () => {
          if (this.#connection === connection) this.#connection = null;
        });
        this.#connection = connection;
        return connection;
      } catch (error) {
        this.#note(error);
        // Not at every try: one that is on its way must get the time to listen.
        if (tries % (restartMs / retryMs) === 0) this.#starting = this.startRunner();
        await sleep(retryMs);
      }
    }
    if (!this.#stopping)
      this.#logger.error(`No runner answers: ${this.#lastError}. See run/runner.out in the data folder.`);
    return null;
  }

  #note(error: unknown): void {
    this.#lastError = error instanceof Error ? error.message : String(error);
  }
}
