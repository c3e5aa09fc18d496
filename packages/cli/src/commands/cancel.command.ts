import { isFinal } from '@bothy/contracts';
import type { Arguments } from '../arguments.js';
import type { BothyClient } from '../bothy-client.js';
import type { Terminal } from '../terminal.js';

/** `bothy cancel <run>` */
export async function cancelCommand(
  client: BothyClient,
  id: string,
  given: Arguments,
  terminal: Terminal,
): Promise<number> {
  const run = await client.cancelRun(id);
  if (given.json) terminal.out(`${JSON.stringify({ run })}\n`);
  else terminal.err(`bothy: ${run.botSlug} #${run.number} ${isFinal(run.status) ? run.status : 'is being ended'}\n`);
  return 0;
}
