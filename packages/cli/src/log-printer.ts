import type { LogLine, Run } from '@bothy/contracts';
import type { Terminal } from './terminal.js';

/** Writes log lines as the bot wrote them, or as one JSON object a line. */
export class LogPrinter {
  constructor(
    private readonly terminal: Terminal,
    private readonly json: boolean,
  ) {}

  line(line: LogLine): void {
    if (this.json) return this.terminal.out(`${JSON.stringify({ line })}\n`);
    const text = line.partial ? line.text : `${line.text}\n`;
    if (line.stream === 'stdout') this.terminal.out(text);
    else this.terminal.err(text);
  }

  run(run: Run, sentence: string): void {
    if (this.json) this.terminal.out(`${JSON.stringify({ run })}\n`);
    else this.terminal.err(`${sentence}\n`);
  }

  /** A word of our own, never mixed into what the bot wrote. */
  note(sentence: string): void {
    this.terminal.err(`bothy: ${sentence}\n`);
  }
}
