import { closeSync, constants, openSync, readSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import type { StartOrder } from '@bothy/contracts/runner';
import type { BotStdio } from '../bot-command.js';
import type { BotOutput } from '../bot-output.js';
import type { OutputSink } from '../output-reader.js';
import { QuietFlush } from '../quiet-flush.js';
import { addLeak, removeLeak } from '../leaked-descriptors.js';
import { type NativeTerminals, nativeTerminals } from './native-terminals.js';
import { TerminalInput } from './terminal-input.js';

/** What is read by hand at the end; as much as a terminal holds back. */
const restBuffer = Buffer.allocUnsafeSlow(64 * 1024);

type Size = NonNullable<StartOrder['pty']>;

/** A terminal for one bot: what it prints and what is typed. */
export class Terminal implements BotOutput {
  readonly ended: Promise<void>;
  readonly #native: NativeTerminals;
  readonly #master: number;
  readonly #botEnd: number;
  readonly #stream: ReadStream;
  readonly #input: TerminalInput;
  readonly #sink: OutputSink;
  readonly #quiet: QuietFlush;
  #open = true;
  #paused = false;

  private constructor(native: NativeTerminals, master: number, botEnd: number, sink: OutputSink) {
    this.#native = native;
    this.#master = master;
    this.#botEnd = botEnd;
    this.#sink = sink;
    this.#quiet = new QuietFlush(sink);
    this.#input = new TerminalInput(master);
    this.#stream = new ReadStream(master);
    this.#stream.on('data', (chunk: Buffer) => this.#read(chunk));
    // Node takes a hang-up for the end while the terminal still holds something; the descriptor is open until we return.
    this.#stream.on('end', () => this.#readRest());
    // EIO says that the bot's end is closed and that nothing is left.
    this.#stream.on('error', () => this.#stream.destroy());
    this.ended = new Promise((resolve) => this.#stream.once('close', () => resolve(this.#finish())));
  }

  /** @throws {StartProblem} where there are no terminals here. */
  static open({ cols, rows }: Size, sink: OutputSink): Terminal {
    const native = nativeTerminals();
    const { master, slave, pty } = native.open(cols, rows);
    addLeak(master);
    // The slave it gives is non-blocking, which programs are not made for, and would be inherited. The one that is
    // opened anew must not become the terminal of the runner.
    closeSync(slave);
    try {
      return new Terminal(native, master, openSync(pty, constants.O_RDWR | constants.O_NOCTTY), sink);
    } catch (error) {
      removeLeak(master);
      closeSync(master);
      throw error;
    }
  }

  get stdio(): BotStdio {
    return [this.#botEnd, this.#botEnd, this.#botEnd];
  }

  handOver(): void {
    closeSync(this.#botEnd);
  }

  pause(): void {
    if (this.#paused) return;
    this.#paused = true;
    this.#stream.pause();
    this.#quiet.cancel();
  }

  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#stream.resume();
    this.#quiet.afterHold();
  }

  close(): void {
    if (!this.#open) return;
    this.#letGo();
    this.#stream.destroy();
  }

  /** As typed. What does not fit is dropped, and all of it once the bot has ended. */
  type(text: string): void {
    if (this.#open) this.#input.write(text);
  }

  /** The program in the foreground is told by SIGWINCH. */
  resize({ cols, rows }: Size): void {
    if (this.#open) this.#native.resize(this.#master, cols, rows);
  }

  #read(chunk: Buffer): void {
    this.#sink.push(chunk);
    if (!this.#paused) this.#quiet.afterRead(chunk);
  }

  #readRest(): void {
    if (!this.#open) return;
    for (;;) {
      try {
        const bytes = readSync(this.#master, restBuffer, 0, restBuffer.length, null);
        if (bytes === 0) break;
        this.#sink.push(restBuffer.subarray(0, bytes));
      } catch {
        // EIO: nothing is left, and nobody is there to write more.
        break;
      }
    }
    this.#letGo();
  }

  /** From here on the number may mean another file. */
  #letGo(): void {
    this.#open = false;
    this.#input.end();
    removeLeak(this.#master);
  }

  #finish(): void {
    if (this.#open) this.#letGo();
    this.#quiet.cancel();
    this.#sink.end();
  }
}
