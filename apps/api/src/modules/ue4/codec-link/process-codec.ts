import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Config } from '../../../platform/config/config.js';
import { Metrics } from '../../../platform/observability/metrics.js';
import { type CodecJob, type OpenedSave, type Request, SaveCodec } from '../domain/save-codec.js';
import { requestGone } from '../ue4.errors.js';
import { CodecProcess } from './codec-process.js';
import { CodecProcesses } from './codec-processes.js';
import { CodecProgram } from './codec-program.js';

const timeMs = 60_000;
const inflatedBytes = 512 * 1024 * 1024;

/**
 * Opens saves in processes of their own, a few at a time. Threads would not do: where one of them runs out of memory on
 * a large array, V8 ends all of the server, and what buffers take is not counted at all.
 */
@Injectable()
export class ProcessCodec extends SaveCodec implements BeforeApplicationShutdown {
  readonly #processes: CodecProcesses;

  constructor({ saves }: Config, { path }: CodecProgram, metrics: Metrics) {
    super();
    const limits = { timeMs, inflatedBytes, memoryBytes: saves.memoryBytes };
    this.#processes = new CodecProcesses(saves.workers, () => new CodecProcess(path, limits));
    metrics.gauge('bothy_save_processes', 'Processes that open saves, idle ones included', () => this.#processes.count);
  }

  async run(job: CodecJob, bytes: Uint8Array, { who, signal }: Request): Promise<OpenedSave> {
    const sends = job.act !== 'inspect' && job.act !== 'recognise';
    const one = await this.#processes.take({ who, sends }, signal);
    let isDone = false;
    const done = () => {
      if (isDone) return;
      isDone = true;
      signal.removeEventListener('abort', done);
      this.#processes.release(one);
    };
    signal.addEventListener('abort', done, { once: true });
    try {
      if (signal.aborted) throw requestGone();
      one.begin(job, bytes);
      const { frame } = await one.next();
      if (frame.type !== 'begin') throw new Error(`A process that opens saves began with ${frame.type}.`);
      const { kind, facts, sizeBytes } = frame;
      const parts = partsOf(one, sizeBytes, done);
      // Nothing but the end is to come, and nobody would wait for it.
      if (!sends) await parts.next();
      return { kind, facts, sizeBytes, parts };
    } catch (error) {
      done();
      throw error;
    }
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.#processes.end();
  }
}

/** @param sizeBytes of all parts; where it is known, the process is free before the last of them is handed on. */
async function* partsOf(one: CodecProcess, sizeBytes: number | null, done: () => void): AsyncGenerator<Buffer> {
  let left = sizeBytes;
  try {
    for (;;) {
      const { frame, body } = await one.next();
      if (frame.type === 'end') return;
      if (left !== null) left -= body.length;
      // Whoever has all that was announced may go away, which would end a process that is at work.
      if (left === 0) {
        await one.next();
        done();
      }
      yield body;
      if (left === 0) return;
    }
  } finally {
    done();
  }
}
