import { Injectable } from '@nestjs/common';

type Check = () => Promise<void>;

export interface CheckResult {
  readonly status: 'ok' | 'failing';
  readonly message?: string;
}

const timeoutMs = 3000;

/** What must be there for the server to be of use; each module adds its own. */
@Injectable()
export class HealthChecks {
  private readonly checks = new Map<string, Check>();

  /** @param check throws when the thing is not there; its message is shown to whoever asks. */
  add(name: string, check: Check): void {
    this.checks.set(name, check);
  }

  async run(): Promise<Record<string, CheckResult>> {
    const results = await Promise.all(
      [...this.checks].map(async ([name, check]) => [name, await resultOf(check)] as const),
    );
    return Object.fromEntries(results);
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
