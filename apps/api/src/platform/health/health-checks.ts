import { Injectable, Logger } from '@nestjs/common';

type Check = () => Promise<void>;

interface Kept {
  readonly check: Check;
  readonly needed: boolean;
}

export interface CheckResult {
  readonly status: 'ok' | 'failing';
  readonly message?: string;
}

export interface Readiness {
  /** `ok` when all that is needed is there. */
  readonly status: 'ok' | 'failing';
  readonly checks: Record<string, CheckResult>;
}

const timeoutMs = 3000;

/** What must be there for the server to be of use; each module adds its own. */
@Injectable()
export class HealthChecks {
  private readonly logger = new Logger(HealthChecks.name);
  private readonly checks = new Map<string, Kept>();
  /** Names of what was not there when it was last looked at. */
  private missing = '';
  private running: Promise<Readiness> | null = null;

  /**
   * @param check throws when the thing is not there; its message is shown to whoever asks.
   * @param options `needed: false` for what the server can do without: it is shown, but requests may go on coming.
   */
  add(name: string, check: Check, { needed = true }: { readonly needed?: boolean } = {}): void {
    this.checks.set(name, { check, needed });
  }

  /** Whoever asks while it is being looked at gets the same answer: probes must not pile up behind a hung database. */
  run(): Promise<Readiness> {
    this.running ??= this.look().finally(() => (this.running = null));
    return this.running;
  }

  private async look(): Promise<Readiness> {
    const results = await Promise.all(
      [...this.checks].map(async ([name, { check, needed }]) => ({ name, needed, result: await resultOf(check) })),
    );
    const failing = results.filter(({ result }) => result.status === 'failing');
    this.tell(failing.map(({ name, result }) => [name, result.message ?? '']));
    return {
      status: failing.some(({ needed }) => needed) ? 'failing' : 'ok',
      checks: Object.fromEntries(results.map(({ name, result }) => [name, result])),
    };
  }

  /** Once for each change: somebody asks every few seconds. */
  private tell(failing: readonly (readonly [name: string, message: string])[]): void {
    const missing = failing.map(([name]) => name).join(', ');
    if (missing === this.missing) return;
    this.missing = missing;
    const words = failing.map(([name, message]) => `${name}: ${message}`).join(' ');
    this.logger.warn(missing === '' ? 'All is there again.' : `Not all is there. ${words}`);
  }
}

const resultOf = async (check: Check): Promise<CheckResult> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${timeoutMs} ms.`)), timeoutMs);
  });
  try {
    await Promise.race([check(), late]);
    return { status: 'ok' };
  } catch (error) {
    return { status: 'failing', message: error instanceof Error ? error.message : 'It failed.' };
  } finally {
    clearTimeout(timer);
  }
};
