import type { AttemptState, Outcome, StartOrder } from '@bothy/contracts/runner';
import { setTimeout as delay } from 'node:timers/promises';
import { emptyLog } from '../log/log-counts.js';
import { repairLog } from '../log/log-repair.js';
import { botEnvironment } from '../process/bot-environment.js';
import { type BotExit, BotProcess } from '../process/bot-process.js';
import { findProgram } from '../process/find-program.js';
import type { OutputPipes } from '../process/output-pipes.js';
import { bootId, identify, type ProcessIdentity } from '../process/process-table.js';
import { noLogProblem, startProblemOf } from '../process/start-problem.js';
import { prepareWorkingFolder, removeWorkingFolder } from '../process/working-folder.js';
import { AttemptLog } from './attempt-log.js';
import type { Journal } from './journal.js';
import { durationInWords, leftOverInWords, sizeInWords, writeFailureInWords } from './words.js';

/** A timer in Node holds no more: a longer time-out is waited for in steps. */
const longestTimerMs = 2 ** 31 - 1;
const secureAfterMs = 1000;
const removalWaitMs = 1000;

export interface AttemptListener {
  onChange(attempt: Attempt): void;
  onProgress(attempt: Attempt): void;
}

export interface AttemptTools {
  journal: Journal;
  pipes: OutputPipes;
}

interface Cause {
  outcome: Outcome;
  reason: string | null;
}

/** One attempt of a run, from the order to its confirmed end. */
export class Attempt {
  /** Resolves when its end is told. */
  readonly ended: Promise<void>;
  /** Resolves when its working folder is gone too. */
  readonly finished: Promise<void>;
  readonly #order: StartOrder;
  readonly #tools: AttemptTools;
  readonly #listener: AttemptListener;
  readonly #state: AttemptState;
  #log: AttemptLog | null = null;
  #bot: BotProcess | null = null;
  #leader: ProcessIdentity | null = null;
  #cause: Cause | null = null;
  #endGraceMs: number;
  #markEnded: () => void = () => undefined;
  #timers: NodeJS.Timeout[] = [];

  constructor(order: StartOrder, handle: number, tools: AttemptTools, listener: AttemptListener) {
    this.#order = order;
    this.#tools = tools;
    this.#listener = listener;
    this.#endGraceMs = order.graceMs;
    this.#state = {
      runId: order.runId,
      attempt: order.attempt,
      handle,
      phase: 'starting',
      pid: null,
      startedAt: null,
      finishedAt: null,
      outcome: null,
      exitCode: null,
      signal: null,
      reason: null,
      ...emptyLog,
    };
    this.ended = new Promise((resolve) => (this.#markEnded = resolve));
    this.finished = this.#run().catch((error: unknown) => complain(order, error));
  }

  get state(): AttemptState {
    return { ...this.#state, ...this.#log?.counts };
  }

  /** Ends it; the first cause counts. Has no effect once the bot's process has exited. */
  cancel(reason: string | null, graceMs = this.#order.graceMs): void {
    this.#end({ outcome: 'cancelled', reason }, graceMs);
  }

  async #run(): Promise<void> {
    const exit = await this.#startAndWait().catch((problem: unknown) => this.#couldNotStart(problem));
    for (const timer of this.#timers) clearTimeout(timer);
    if (exit !== null && exit.leftOver > 0) this.#log?.appendSystemLine(leftOverInWords(exit.leftOver));
    const removal = this.#removeWorkingFolder();
    // Most folders are gone at once; the end of a run does not wait for the walk through a large one.
    await Promise.race([removal, delay(removalWaitMs, undefined, { ref: false })]);
    await this.#log?.settled();
    Object.assign(this.#state, {
      phase: 'ended',
      finishedAt: Date.now(),
      exitCode: exit?.exitCode ?? this.#state.exitCode,
      signal: exit?.signal ?? null,
      outcome: this.#cause?.outcome ?? 'exited',
      reason: this.#cause?.reason ?? null,
    } satisfies Partial<AttemptState>);
    this.#writeJournal();
    this.#listener.onChange(this);
    this.#markEnded();
    this.#log?.close();
    await removal;
  }

  async #startAndWait(): Promise<BotExit | null> {
    const { workingDir, argv, runId, attempt } = this.#order;
    this.#tools.journal.write(this.#journalEntry());
    this.#log = this.#openLog();
    await prepareWorkingFolder(workingDir);
    const env = botEnvironment(this.#order, process.env);
    const file = findProgram(argv[0] ?? '', env['PATH'] ?? '', workingDir.path);
    if (this.#cause !== null) return null;
    const command = { mark: { runId, attempt }, file, argv, env, workingDir: workingDir.path };
    this.#bot = await BotProcess.start(command, this.#tools.pipes, this.#log.framers());
    this.#started(this.#bot);
    return this.#bot.ended;
  }

  #started(bot: BotProcess): void {
    this.#leader = identify(bot.pid);
    this.#state.phase = 'running';
    this.#state.pid = bot.pid;
    this.#state.startedAt = Date.now();
    this.#writeJournal();
    this.#listener.onChange(this);
    if (this.#cause !== null) bot.end(this.#endGraceMs);
    this.#timers.push(setTimeout(() => this.#tools.journal.secure(this.#order), secureAfterMs));
    if (this.#order.timeoutMs > 0) this.#armTimeout(this.#order.timeoutMs);
  }

  #armTimeout(leftMs: number): void {
    const stepMs = Math.min(leftMs, longestTimerMs);
    const timer = setTimeout(() => (leftMs > stepMs ? this.#armTimeout(leftMs - stepMs) : this.#timedOut()), stepMs);
    this.#timers.push(timer);
  }

  #timedOut(): void {
    const reason = `It ran longer than ${durationInWords(this.#order.timeoutMs)}.`;
    if (!this.#end({ outcome: 'timed-out', reason })) return;
    this.#log?.appendSystemLine(`The run took longer than ${durationInWords(this.#order.timeoutMs)}, and was ended.`);
  }

  #openLog(): AttemptLog {
    const { logDir, maxLogBytes } = this.#order;
    const limit = sizeInWords(maxLogBytes);
    return new AttemptLog(logDir, maxLogBytes, {
      onProgress: () => this.#listener.onProgress(this),
      onPressure: (held) => (held ? this.#bot?.pauseOutput() : this.#bot?.resumeOutput()),
      onLimit: () => {
        this.#log?.appendSystemLine(`The log limit of ${limit} is reached; the run was ended.`);
        this.#end({ outcome: 'over-limit', reason: `Its log reached the limit of ${limit}.` });
      },
      onWriteFailure: (error) => {
        const reason = writeFailureInWords(error);
        this.#log?.appendSystemLine(reason);
        this.#end({ outcome: 'over-limit', reason });
      },
    });
  }

  #end(cause: Cause, graceMs = this.#order.graceMs): boolean {
    if (this.#cause !== null || this.#state.phase === 'ended' || this.#bot?.hasExited === true) return false;
    this.#cause = cause;
    this.#endGraceMs = graceMs;
    this.#bot?.end(graceMs);
    return true;
  }

  #couldNotStart(error: unknown): null {
    if (this.#log === null && (error as NodeJS.ErrnoException).code === 'EEXIST') return this.#wasStartedBefore();
    const problem = this.#log === null ? noLogProblem(error) : startProblemOf(error, this.#order.argv[0] ?? '');
    this.#log?.appendSystemLine(problem.message);
    this.#state.exitCode = problem.exitCode;
    this.#cause ??= { outcome: 'could-not-start', reason: problem.message };
    return null;
  }

  /** The journal is gone but the log is there: it ran, and nothing is run twice unseen. */
  #wasStartedBefore(): null {
    try {
      const { good, index } = repairLog(this.#order.logDir);
      index.close();
      Object.assign(this.#state, good);
    } catch (error) {
      complain(this.#order, error);
    }
    this.#cause = { outcome: 'lost', reason: 'This attempt was started before; it was not started again.' };
    return null;
  }

  async #removeWorkingFolder(): Promise<void> {
    const problem = await removeWorkingFolder(this.#order.workingDir);
    if (problem !== null && this.#state.phase !== 'ended') this.#log?.appendSystemLine(problem);
  }

  #journalEntry(): Parameters<Journal['write']>[0] {
    const { workingDir, logDir } = this.#order;
    return { workingDir, logDir, bootId: bootId(), leader: this.#leader, state: this.state };
  }

  /** A disk that is full must not keep a bot from ending: the state in memory is then all there is. */
  #writeJournal(): void {
    try {
      this.#tools.journal.write(this.#journalEntry());
    } catch (error) {
      complain(this.#order, error);
    }
  }
}

/** What goes wrong around one run must not touch the others. */
function complain({ runId, attempt }: StartOrder, error: unknown): void {
  process.stderr.write(`Run ${runId}, attempt ${attempt}: ${String(error)}\n`);
}
