import { mkdirSync } from 'node:fs';
import { type Secret, streamCode, type StreamCode } from '@bothy/contracts/runner';
import { LineFramer } from '../log/line-framer.js';
import type { LogCounts } from '../log/log-counts.js';
import { LogFile } from '../log/log-file.js';
import { maskSentence } from '../mask/mask-sentence.js';
import { MaskedFramer } from '../mask/masked-framer.js';
import { patternTable } from '../mask/pattern-table.js';
import type { OutputSink } from '../process/output-reader.js';
import { StartProblem } from '../process/start-problem.js';
import { writeFailureInWords } from './words.js';

const pauseAboveBytes = 1024 * 1024;
const resumeBelowBytes = 256 * 1024;

export interface AttemptLogListener {
  onProgress(counts: LogCounts): void;
  /** The bot has printed more than it may; no more of it is kept. */
  onLimit(): void;
  /** The file takes no more. */
  onWriteFailure(error: NodeJS.ErrnoException): void;
  /** Whether the bot is to be held in its pipe, as the disk is behind. */
  onPressure(held: boolean): void;
}

/**
 * Where the output of one attempt goes: its log file, with secrets masked, the limit on its size and the hold on a bot
 * that is too fast.
 */
export class AttemptLog {
  readonly #file: LogFile;
  readonly #listener: AttemptLogListener;
  readonly #maxTextBytes: number;
  readonly #secrets: readonly Secret[];
  #textBytes = 0;
  #open = true;
  #held = false;

  /** @throws {StartProblem} where no log can be made; throws EEXIST where the attempt has one already. */
  constructor(folder: string, maxTextBytes: number, secrets: readonly Secret[], listener: AttemptLogListener) {
    this.#listener = listener;
    this.#secrets = secrets;
    this.#maxTextBytes = maxTextBytes;
    makeFolder(folder);
    this.#file = this.#create(folder);
  }

  get counts(): LogCounts {
    return this.#file.good;
  }

  /**
   * One sink for each stream of the bot. Each masks for itself: of a secret printed half to one stream and half to the
   * other, neither stream shows it.
   */
  framers(): OutputSink[] {
    return [this.#sink(streamCode.stdout), this.#sink(streamCode.stderr)];
  }

  /** A line of ours; it may quote what was ordered or what a program said, so it is masked too. */
  appendSystemLine(text: string): void {
    this.#file.appendSystemLine(maskSentence(text, this.#secrets));
  }

  /** Resolves when all is in the file, or as much as it takes. */
  settled(): Promise<void> {
    return this.#file.settled();
  }

  close(): void {
    this.#file.close();
  }

  #create(folder: string): LogFile {
    try {
      return LogFile.create(folder, {
        onProgress: (counts) => this.#progressed(counts),
        onFailure: (error) => this.#failed(error),
      });
    } catch (error) {
      const failure = error as NodeJS.ErrnoException;
      throw failure.code === 'EEXIST' ? failure : new StartProblem(writeFailureInWords(failure), 126);
    }
  }

  #sink(stream: StreamCode): OutputSink {
    const framer = this.#framer(stream);
    const table = patternTable(this.#secrets);
    return table === null ? framer : new MaskedFramer(table, framer);
  }

  #framer(stream: StreamCode): LineFramer {
    return new LineFramer((head, body, lines, partial) => {
      if (!this.#open) return;
      this.#file.append(stream, { head, body, lines, partial });
      this.#textBytes += head.length + body.length;
      if (this.#textBytes > this.#maxTextBytes) {
        this.#open = false;
        this.#listener.onLimit();
      }
      if (!this.#held && this.#file.queuedBytes > pauseAboveBytes) this.#hold(true);
    });
  }

  #progressed(counts: LogCounts): void {
    if (this.#held && this.#file.queuedBytes < resumeBelowBytes) this.#hold(false);
    this.#listener.onProgress(counts);
  }

  #failed(error: NodeJS.ErrnoException): void {
    const first = this.#open;
    this.#open = false;
    if (this.#held) this.#hold(false);
    if (!first) return;
    // The torn block was given back to the disk: there may be room for the line that says why.
    this.#file.revive();
    this.#listener.onWriteFailure(error);
  }

  #hold(held: boolean): void {
    this.#held = held;
    this.#listener.onPressure(held);
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new StartProblem(writeFailureInWords(error as NodeJS.ErrnoException), 126);
  }
}
