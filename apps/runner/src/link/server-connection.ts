import type { Socket } from 'node:net';
import {
  type AttemptRef,
  type AttemptState,
  decodeJson,
  encodeJsonFrame,
  type Frame,
  FrameReader,
  frameType,
  type Hello,
  protocolVersion,
  type Shutdown,
  type StartOrder,
  type TerminalInput,
  type TerminalSize,
  type Welcome,
} from '@bothy/contracts/runner';
import { ProgressTeller } from './progress-teller.js';

export interface OrderTaker {
  isolation(): Pick<Welcome, 'isolation' | 'isolationProblem'>;
  states(): AttemptState[];
  start(order: StartOrder): void;
  cancel(ref: AttemptRef): void;
  pause(ref: AttemptRef): void;
  resume(ref: AttemptRef): void;
  input(input: TerminalInput): void;
  resize(size: TerminalSize): void;
  acknowledge(ref: AttemptRef): void;
  shutdown(request: Shutdown): void;
}

/** One server that said hello, or is about to. A frame that makes no sense ends the connection, and nothing else. */
export class ServerConnection {
  readonly #socket: Socket;
  readonly #orders: OrderTaker;
  readonly #onHello: () => void;
  readonly #progress: ProgressTeller;
  #speaks: 'nothing' | 'our-protocol' | 'another' = 'nothing';

  constructor(socket: Socket, orders: OrderTaker, onHello: () => void) {
    this.#socket = socket;
    this.#orders = orders;
    this.#onHello = onHello;
    this.#progress = new ProgressTeller({ write: (frame) => socket.write(frame) });
    const frames = new FrameReader();
    socket.on('data', (chunk) => this.#receive(frames, chunk));
    socket.on('drain', () => this.#progress.goOn());
    socket.on('close', () => this.#progress.close());
    // The server died or let go: its return is a new connection.
    socket.on('error', () => socket.destroy());
  }

  tellState(state: AttemptState): void {
    if (this.#speaks !== 'our-protocol') return;
    this.#progress.drop(state.handle);
    this.#socket.write(encodeJsonFrame(frameType.state, state.handle, state));
  }

  tellProgress({ handle, logBytes, lines }: AttemptState): void {
    if (this.#speaks === 'our-protocol') this.#progress.tell(handle, logBytes, lines);
  }

  close(): void {
    this.#socket.destroy();
  }

  #receive(frames: FrameReader, chunk: Buffer): void {
    try {
      for (const frame of frames.push(chunk)) this.#obey(frame);
    } catch (error) {
      process.stderr.write(`The connection to the server was dropped: ${String(error)}\n`);
      this.#socket.destroy();
    }
  }

  #obey({ type, payload }: Frame): void {
    if (type === frameType.hello) return this.#greet(decodeJson<Hello>(payload));
    // A shutdown means the same in every version, so that a newer server can end an older runner.
    if (type === frameType.shutdown) return this.#orders.shutdown(decodeJson<Shutdown>(payload));
    if (this.#speaks !== 'our-protocol') throw new RangeError(`frame ${type} without a common protocol`);
    if (type === frameType.start) return this.#orders.start(decodeJson<StartOrder>(payload));
    if (type === frameType.cancel) return this.#orders.cancel(decodeJson<AttemptRef>(payload));
    if (type === frameType.pause) return this.#orders.pause(decodeJson<AttemptRef>(payload));
    if (type === frameType.resume) return this.#orders.resume(decodeJson<AttemptRef>(payload));
    if (type === frameType.input) return this.#orders.input(decodeJson<TerminalInput>(payload));
    if (type === frameType.resize) return this.#orders.resize(decodeJson<TerminalSize>(payload));
    if (type === frameType.acknowledge) return this.#orders.acknowledge(decodeJson<AttemptRef>(payload));
    throw new RangeError(`frame of unknown type ${type}`);
  }

  #greet(hello: Hello): void {
    this.#onHello();
    this.#speaks = hello.protocol === protocolVersion ? 'our-protocol' : 'another';
    const states = this.#speaks === 'our-protocol' ? this.#orders.states() : [];
    const welcome: Welcome = {
      protocol: protocolVersion,
      pid: process.pid,
      attempts: states.length,
      ...this.#orders.isolation(),
    };
    this.#socket.write(encodeJsonFrame(frameType.welcome, 0, welcome));
    for (const state of states) this.tellState(state);
  }
}
