import type { AuditActor } from '../modules/audit/index.js';
import type { Host } from './host.js';

/** What was written behind the name of a command. */
export interface HostArguments {
  readonly words: readonly string[];
  readonly json: boolean;
  readonly format: string | null;
}

/** One thing that can be done on the machine of the server. */
export interface HostCommand {
  /** The words it is called by, for example `audit verify`. */
  readonly name: string;
  /** What it takes besides, for example `<email>`, one word each. */
  readonly takes: readonly string[];
  readonly options: readonly ('json' | 'format')[];
  readonly summary: string;
  /**
   * @returns the exit code: 0 done, 1 refused or found broken, 2 wrong use.
   * @throws StartError, DomainError for what is told to the caller in one sentence.
   */
  run(given: HostArguments, host: Host): Promise<number>;
}

/** Who acts here: whoever has a shell as the server's user, which the machine's own logs know. */
export const hostActor: AuditActor = { kind: 'system', id: 'host', name: 'Host' };
