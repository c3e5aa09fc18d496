import { connect, type Socket } from 'node:net';
import {
  type AttemptRef,
  type AttemptState,
  decodeJson,
  decodeProgress,
  encodeJsonFrame,
  type Frame,
  FrameReader,
  frameType,
  type FrameType,
  protocolVersion,
  type Welcome,
} from '@bothy/contracts/runner';
import type { RunnerFacts, RunnerListener } from '../domain/runner-link.js';

/** One connection to a runner, from the greeting to its end. */
export class RunnerConnection {
  readonly #reader = new FrameReader();
  /** Which attempt a handle stands for. */
  readonly #attempts = new Map<number, AttemptRef>();
  #welcome: Welcome | null = null;
  /** States that are still to come before all that the runner knows is told. */
  #missing = 0;
  readonly #states: AttemptState[] = [];

  private constructor(
    readonly socket: Socket,
    private readonly listener: RunnerListener,
    private readonly onAttached: () => void,
  ) {
    socket.on('data', (chunk: Buffer) => this.#read(chunk));
    this.send(frameType.hello, { protocol: protocolVersion });
  }

  /** @throws when nobody listens at `path`. */
  static open(path: string, listener: RunnerListener, onAttached: () => void): Promise<RunnerConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect(path);
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        // An error is always followed by `close`, which is what is listened to.
        socket.on('error', () => undefined);
        resolve(new RunnerConnection(socket, listener, onAttached));
      });
    });
  }

  get attached(): boolean {
    return this.#welcome !== null && this.#missing === 0 && !this.socket.destroyed;
  }

  get facts(): RunnerFacts | null {
    if (this.#welcome === null) return null;
    const { pid, isolation, isolationProblem } = this.#welcome;
    return { pid, isolation, isolationProblem };
  }

  send(type: FrameType, message: object): void {
    if (!this.socket.destroyed) this.socket.write(encodeJsonFrame(type, 0, message));
  }

  #read(chunk: Buffer): void {
    try {
      for (const frame of this.#reader.push(chunk)) this.#take(frame);
    } catch (error) {
      this.socket.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #take({ type, id, payload }: Frame): void {
    if (type === frameType.progress) {
      const attempt = this.#attempts.get(id);
      const { logBytes, lines } = decodeProgress(payload);
      if (attempt) this.listener.progress(attempt, logBytes, lines);
    } else if (type === frameType.state) {
      this.#takeState(id, decodeJson<AttemptState>(payload));
    } else if (type === frameType.welcome) {
      this.#greet(decodeJson<Welcome>(payload));
    }
  }

  #greet(welcome: Welcome): void {
    if (welcome.protocol !== protocolVersion) {
      throw new Error(`the runner speaks protocol ${welcome.protocol}, this server speaks ${protocolVersion}`);
    }
    this.#welcome = welcome;
    this.#missing = welcome.attempts;
    if (this.#missing === 0) this.#attach();
  }

  #takeState(handle: number, state: AttemptState): void {
    if (state.phase === 'ended') this.#attempts.delete(handle);
    else this.#attempts.set(handle, { runId: state.runId, attempt: state.attempt });
    if (this.#missing === 0) return this.listener.state(state);
    this.#states.push(state);
    if (--this.#missing === 0) this.#attach();
  }

  #attach(): void {
    this.onAttached();
    this.listener.attached(this.#states.splice(0));
  }
}
