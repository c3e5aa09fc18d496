import { closeSync } from 'node:fs';
import type { BotStdio } from './bot-command.js';
import type { BotOutput } from './bot-output.js';
import type { OutputPipe, OutputPipes } from './output-pipes.js';
import { OutputReader, type OutputSink } from './output-reader.js';

/** Two pipes, for stdout and stderr. */
export class PipedOutput implements BotOutput {
  readonly ended: Promise<void>;
  readonly #pipes: OutputPipe[];
  readonly #readers: OutputReader[];

  private constructor(pipes: OutputPipe[], sinks: readonly OutputSink[]) {
    this.#pipes = pipes;
    this.#readers = sinks.map((sink, at) => new OutputReader(pipes[at]?.readEnd ?? -1, sink));
    this.ended = Promise.all(this.#readers.map((reader) => reader.ended)).then(() => undefined);
  }

  /** @throws {StartProblem} where this system cannot make a pipe. */
  static open(pipes: OutputPipes, sinks: readonly OutputSink[]): PipedOutput {
    const taken: OutputPipe[] = [];
    try {
      for (let at = 0; at < sinks.length; at++) taken.push(pipes.take());
    } catch (error) {
      for (const pipe of taken) {
        closeSync(pipe.readEnd);
        closeSync(pipe.writeEnd);
      }
      throw error;
    }
    return new PipedOutput(taken, sinks);
  }

  get stdio(): BotStdio {
    const [out = -1, err = out] = this.#pipes.map((pipe) => pipe.writeEnd);
    return ['ignore', out, err];
  }

  handOver(): void {
    for (const pipe of this.#pipes) closeSync(pipe.writeEnd);
  }

  pause(): void {
    for (const reader of this.#readers) reader.pause();
  }

  resume(): void {
    for (const reader of this.#readers) reader.resume();
  }

  close(): void {
    for (const reader of this.#readers) reader.close();
  }
}
