import type { AttemptState, Outcome, StartOrder } from '@bothy/contracts/runner';
import { setTimeout as delay } from 'node:timers/promises';
import { emptyLog } from '../log/log-counts.js';
import { repairLog } from '../log/log-repair.js';
import { maskSentence } from '../mask/mask-sentence.js';
import type { BotCommand } from '../process/bot-command.js';
import { type BotExit, BotProcess, type BotTools } from '../process/bot-process.js';
import { checkoutFailureInWords, checkoutInWords } from '../process/git-checkout.js';
import { bootId, identify, type ProcessIdentity } from '../process/process-table.js';
import { noLogProblem, StartProblem, startProblemOf } from '../process/start-problem.js';
import { prepareWorkingFolder, removeWorkingFolder } from '../process/working-folder.js';
import { namingWithout, prepareArtifactsFolder, settleArtifactsFolder } from './artifacts-folder.js';
import { AttemptLog } from './attempt-log.js';
import { botCommand, checkoutOf } from './commands.js';
import type { Journal } from './journal.js';
import { RunClock } from './run-clock.js';
import { durationInWords, leftOverInWords, limitInWords, sizeInWords, writeFailureInWords } from './words.js';

const secureAfterMs = 1000;
const removalWaitMs = 1000;

export interface AttemptListener {
  onChange(attempt: Attempt): void;
  onProgress(attempt: Attempt): void;
}

export interface AttemptTools extends BotTools {
  journal: Journal;
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
  readonly #clock = new RunClock(() => this.#timedOut());
  #securing: NodeJS.Timeout | null = null;

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
      paused: false,
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

  /** Stops its processes and its clock, until it is resumed or ended. */
  pause(): void {
    if (this.#state.phase !== 'running' || this.#state.paused || this.#cause !== null) return;
    if (this.#bot?.hasExited === true) return;
    this.#bot?.pause();
    this.#clock.pause();
    this.#setPaused(true);
  }

  resume(): void {
    if (!this.#state.paused || this.#cause !== null) return;
    this.#bot?.resume();
    this.#clock.goOn();
    this.#setPaused(false);
  }

  type(text: string): void {
    this.#bot?.type(text);
  }

  resize(cols: number, rows: number): void {
    this.#bot?.resize(cols, rows);
  }

  async #run(): Promise<void> {
    const exit = await this.#startAndWait().catch((problem: unknown) => this.#couldNotStart(problem));
    this.#clock.stop();
    if (this.#securing !== null) clearTimeout(this.#securing);
    if (exit !== null) this.#tellOf(exit);
    await this.#settleArtifacts();
    const removal = this.#removeWorkingFolder();
    // Most folders are gone at once; the end of a run does not wait for the walk through a large one.
    await Promise.race([removal, delay(removalWaitMs, undefined, { ref: false })]);
    await this.#log?.settled();
    const reason = this.#cause?.reason ?? null;
    Object.assign(this.#state, {
      phase: 'ended',
      finishedAt: Date.now(),
      paused: false,
      exitCode: exit?.exitCode ?? this.#state.exitCode,
      signal: exit?.signal ?? null,
      outcome: this.#cause?.outcome ?? 'exited',
      reason: reason === null ? null : maskSentence(reason, this.#order.secrets),
    } satisfies Partial<AttemptState>);
    this.#writeJournal();
    this.#listener.onChange(this);
    this.#markEnded();
    this.#log?.close();
    await removal;
  }

  async #startAndWait(): Promise<BotExit | null> {
    this.#tools.journal.write(this.#journalEntry());
    this.#log = this.#openLog();
    this.#tools.isolation.admit(this.#order);
    await prepareWorkingFolder(this.#order.workingDir);
    await prepareArtifactsFolder(this.#order.artifactsDir);
    const failed = await this.#checkOut();
    return failed ?? this.#startOne(botCommand(this.#order));
  }

  /** Starts the checkout or the bot itself. Resolves to null where the run was ended before. */
  async #startOne(command: BotCommand): Promise<BotExit | null> {
    if (this.#cause !== null || this.#log === null) return null;
    const bot = await BotProcess.start(command, this.#tools, this.#log.framers());
    this.#bot = bot;
    this.#started(bot);
    const exit = await bot.ended;
    if (exit.neverStarted && this.#cause === null) {
      throw new StartProblem('The sandbox for the bot could not be set up.', 126);
    }
    return exit;
  }

  /** Resolves to null where the bot may start. */
  async #checkOut(): Promise<BotExit | null> {
    const { git } = this.#order;
    if (git === null) return null;
    const command = checkoutOf(this.#order, git);
    this.#log?.appendSystemLine(checkoutInWords(git));
    const exit = await this.#startOne(command);
    if (this.#cause !== null) return exit;
    this.#bot = null;
    if (exit?.exitCode !== 0) throw new StartProblem(checkoutFailureInWords(exit?.exitCode ?? null), 126);
    return null;
  }

  /** The first start is that of the run; after a checkout the bot's own follows. */
  #started(bot: BotProcess): void {
    const first = this.#state.startedAt === null;
    this.#leader = identify(bot.pid);
    this.#state.phase = 'running';
    this.#state.pid = bot.pid;
    this.#state.startedAt ??= Date.now();
    this.#writeJournal();
    this.#listener.onChange(this);
    if (this.#cause !== null) bot.end(this.#endGraceMs);
    else if (this.#state.paused) bot.pause();
    if (!first) return;
    this.#securing = setTimeout(() => this.#tools.journal.secure(this.#order), secureAfterMs);
    this.#clock.start(this.#order.timeoutMs);
  }

  #tellOf(exit: BotExit): void {
    if (exit.leftOver > 0) this.#log?.appendSystemLine(leftOverInWords(exit.leftOver));
    const limit = limitInWords(exit, this.#order.limits);
    if (limit === null || this.#cause !== null) return;
    this.#log?.appendSystemLine(limit);
    this.#cause = { outcome: 'exited', reason: limit };
  }

  #setPaused(paused: boolean): void {
    this.#state.paused = paused;
    this.#writeJournal();
    this.#listener.onChange(this);
  }

  #timedOut(): void {
    const reason = `It ran longer than ${durationInWords(this.#order.timeoutMs)}.`;
    if (!this.#end({ outcome: 'timed-out', reason })) return;
    this.#log?.appendSystemLine(`The run took longer than ${durationInWords(this.#order.timeoutMs)}, and was ended.`);
  }

  #openLog(): AttemptLog {
    const { logDir, maxLogBytes, secrets } = this.#order;
    const limit = sizeInWords(maxLogBytes);
    return new AttemptLog(logDir, maxLogBytes, secrets, {
      onProgress: () => this.#listener.onProgress(this),
      onPressure: (held) => (held ? this.#bot?.holdOutput() : this.#bot?.letOutputGo()),
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
    this.#state.paused = false;
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

  async #settleArtifacts(): Promise<void> {
    if (this.#state.pid === null) return;
    const { artifactsDir, secrets } = this.#order;
    const problem = await settleArtifactsFolder(artifactsDir, namingWithout(secrets));
    if (problem !== null) this.#log?.appendSystemLine(problem);
  }

  async #removeWorkingFolder(): Promise<void> {
    const problem = await removeWorkingFolder(this.#order.workingDir);
    if (problem !== null && this.#state.phase !== 'ended') this.#log?.appendSystemLine(problem);
  }

  #journalEntry(): Parameters<Journal['write']>[0] {
    const { workingDir, logDir, artifactsDir, secrets } = this.#order;
    const kept = { workingDir, logDir, artifactsDir, hadSecrets: secrets.length > 0 };
    return { ...kept, bootId: bootId(), leader: this.#leader, state: this.state };
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
