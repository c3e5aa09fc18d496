import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { Logger } from '@nestjs/common';
import { codecGone, requestGone, saveFault, saveRefused, saveTooBig, saveTooSlow } from '../ue4.errors.js';
import type { CodecJob } from '../domain/save-codec.js';
import { FrameReader } from './frame-reader.js';
import { type AnswerFrame, headOf } from './frames.js';
import { preferForKilling, residentBytesOf } from './process-memory.js';

export interface CodecLimits {
  /** Of one job, while the server waits for the process; not while the process waits for the server. */
  readonly timeMs: number;
  /** Of the process, all in all. */
  readonly memoryBytes: number;
  /** Of what is packed in a save, unpacked. */
  readonly inflatedBytes: number;
}

export interface Answered {
  readonly frame: AnswerFrame;
  readonly body: Buffer;
}

/** Node gives a process without pipes where it has no more files. */
const notStarted = () => new Error('The process that opens saves could not be started.');

const lookEveryMs = 25;
/** V8 needs some for itself, and buffers do not lie on its heap. */
const heapShare = 0.75;
const outOfHeapCode = 134;

/** One process that opens saves, and its jobs, one at a time. */
export class CodecProcess {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #frames: FrameReader;
  readonly #logger = new Logger(CodecProcess.name);
  readonly #exit: Promise<{ readonly code: number | null; readonly signal: string | null }>;
  /** Why this process is being ended; null while it is not. */
  #reason: Error | null = null;
  #isGone = false;
  #isAtWork = false;
  #leftMs = 0;

  /**
   * @param program the file that the process runs: save-program, built.
   * @throws Error where the machine has no more processes or files.
   */
  constructor(
    program: string,
    private readonly limits: CodecLimits,
  ) {
    const heapMb = Math.floor((limits.memoryBytes / 1024 / 1024) * heapShare);
    // Nothing of the server's environment: there is nothing in it that a codec has to know.
    this.#child = spawn(process.execPath, [`--max-old-space-size=${heapMb}`, '--max-semi-space-size=16', program], {
      cwd: '/',
      env: {},
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    this.#exit = new Promise((resolve) => {
      this.#child.once('exit', (code, signal) => resolve({ code, signal }));
      this.#child.once('error', () => resolve({ code: null, signal: null }));
    });
    void this.#exit.then(() => (this.#isGone = true));
    const { stdin, stdout, pid } = this.#child as Partial<ChildProcessByStdio<Writable, Readable, null>>;
    if (!stdin || !stdout) throw notStarted();
    this.#frames = new FrameReader(stdout);
    // The end of its output tells the same.
    stdin.on('error', () => undefined);
    if (pid !== undefined) preferForKilling(pid);
  }

  /** Whether it may have a job: it lives, and the last one came to its end. */
  get isFree(): boolean {
    return !this.#isGone && this.#reason === null && !this.#isAtWork;
  }

  /** Sends a job. Its frames are then to be asked for one by one, up to and with the last. */
  begin(job: CodecJob, bytes: Uint8Array): void {
    this.#leftMs = this.limits.timeMs;
    this.#isAtWork = true;
    this.#child.stdin.write(headOf({ job, inflatedBytes: this.limits.inflatedBytes }, bytes.length));
    this.#child.stdin.write(bytes);
  }

  /** @throws DomainError what the process says of the save, or why it was ended. */
  async next(): Promise<Answered> {
    const began = performance.now();
    const watch = setInterval(() => this.#look(began), lookEveryMs);
    try {
      const answered = await this.#frames.next();
      if (answered === null) throw await this.#whyEnded();
      return this.#checked(answered);
    } finally {
      clearInterval(watch);
      this.#leftMs -= performance.now() - began;
    }
  }

  /** Ends it at once, whatever it is at. */
  end(reason: Error = requestGone()): void {
    this.#reason ??= reason;
    this.#child.kill('SIGKILL');
  }

  /** Resolves when it is gone. */
  async ended(): Promise<void> {
    await this.#exit;
  }

  #checked(answered: Answered): Answered {
    const { frame } = answered;
    // One that met the end of its memory may not have what the next job takes.
    this.#isAtWork = frame.type === 'begin' || frame.type === 'part' || frame.type === 'memory';
    if (frame.type === 'refused') throw saveRefused(frame);
    if (frame.type === 'memory') throw saveTooBig(this.limits.memoryBytes);
    if (frame.type === 'fault') throw saveFault(frame);
    return answered;
  }

  #look(began: number): void {
    const { memoryBytes, timeMs } = this.limits;
    if (performance.now() - began > this.#leftMs) this.end(saveTooSlow(timeMs));
    const { pid } = this.#child;
    if (pid !== undefined && (residentBytesOf(pid) ?? 0) > memoryBytes) this.end(saveTooBig(memoryBytes));
  }

  async #whyEnded(): Promise<Error> {
    const { code, signal } = await this.#exit;
    if (this.#reason) return this.#reason;
    // V8 aborts where its heap is full.
    if (signal === 'SIGABRT' || code === outOfHeapCode) return saveTooBig(this.limits.memoryBytes);
    this.#logger.error(`A process that opens saves ended by itself (${signal ?? code ?? 'it did not start'}).`);
    return codecGone();
  }
}
