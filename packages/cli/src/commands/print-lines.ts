import type { BothyApi } from '../bothy-api.js';
import type { LogPrinter } from '../log-printer.js';
import type { RunFacts } from '../run-facts.js';

/** Prints the lines that the log of an attempt holds now, page by page. */
export async function printLines(
  api: BothyApi,
  run: RunFacts,
  { attempt, seq }: { attempt: number; seq: number },
  printer: LogPrinter,
): Promise<void> {
  let after = seq;
  for (;;) {
    const { lines } = await api.logPage(run, attempt, after);
    const last = lines.at(-1);
    if (!last) return;
    printer.lines(lines, attempt);
    after = last.seq;
  }
}
