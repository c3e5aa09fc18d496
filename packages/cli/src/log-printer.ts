import type { LogLine } from '@bothy/contracts';
import { type RunFacts, summaryOf } from './run-facts.js';
import type { Terminal } from './terminal.js';

/** Writes log lines as the bot wrote them, or as one JSON object a line. */
export class LogPrinter {
  constructor(
    private readonly terminal: Terminal,
    private readonly how: { readonly json: boolean; readonly quiet: boolean },
  ) {}

  /** Lines of one attempt, in their order; as few writes as that allows. */
  lines(lines: readonly LogLine[], attempt: number): void {
    let text = '';
    let toOut = true;
    for (const line of lines) {
      const isOut = this.how.json || line.stream === 'stdout';
      if (isOut !== toOut) this.#write(text, toOut);
      if (isOut !== toOut) text = '';
      toOut = isOut;
      text += this.how.json ? `${JSON.stringify({ line: { attempt, ...line } })}\n` : textOf(line);
    }
    this.#write(text, toOut);
  }

  /** A state on the way. */
  status(run: RunFacts, sentence: string | null): void {
    if (this.how.json) this.terminal.out(`${JSON.stringify({ status: run })}\n`);
    else if (sentence !== null) this.note(sentence);
  }

  /** The run at its end. */
  run(run: RunFacts, address: string): void {
    if (this.how.json) return this.terminal.out(`${JSON.stringify({ run })}\n`);
    this.note(summaryOf(run));
    this.note(address);
  }

  /** A word of our own, never mixed into what the bot wrote. */
  note(sentence: string): void {
    if (!this.how.quiet) this.terminal.err(`bothy: ${sentence}\n`);
  }

  #write(text: string, toOut: boolean): void {
    if (text === '') return;
    if (toOut) this.terminal.out(text);
    else this.terminal.err(text);
  }
}

const textOf = (line: LogLine): string => (line.partial ? line.text : `${line.text}\n`);
