import { logPage, type Run } from '@bothy/contracts';
import type { BothyClient } from '../bothy-client.js';
import type { LogPrinter } from '../log-printer.js';

/** Prints the lines that a log holds now, page by page. */
export async function printLines(client: BothyClient, run: Run, printer: LogPrinter): Promise<void> {
  let after = 0;
  for (;;) {
    const path = `/api/runs/${run.id}/log?limit=5000&after=${after}&attempt=${run.attempt}`;
    const answer = await client.request('GET', path, { headers: { accept: 'application/json' } });
    const { lines } = logPage.parse(await answer.json());
    for (const line of lines) printer.line(line);
    const last = lines.at(-1);
    if (!last) return;
    after = last.seq;
  }
}
