import { readFileSync } from 'node:fs';
import { problem, runHeaders } from '@bothy/contracts';
import { CliError } from './cli-error.js';

/** The server could not be reached, or answered that it cannot answer now: worth another try. */
export class Unreachable extends Error {}

/** The server understood, and will not. */
export class Refused extends CliError {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

export interface Asked {
  body?: object;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** HTTP to the server: where it is, who asks, and what its refusals say. */
export class BothyClient {
  readonly #base: string;
  readonly #token: string;
  /** A bot that starts others says which run of its own asks: the server counts how deep that goes. */
  readonly #parent: string | null;

  /** @throws CliError when the address or the token is missing or no use. */
  constructor(env: Readonly<Record<string, string | undefined>>) {
    const address = env['BOTHY_URL'] || 'http://localhost:20000';
    if (!/^https?:\/\//.test(address) || !URL.canParse(address)) {
      throw new CliError(`BOTHY_URL is "${address}"; use an address such as https://bothy.example.org.`, 2);
    }
    this.#token = tokenIn(env);
    this.#parent = env['BOTHY_RUN_ID'] || null;
    this.#base = address.replace(/\/+$/, '');
  }

  /** Where people look at a run. */
  runAddress({ id }: { id: string }): string {
    return `${this.#base}/runs/${id}`;
  }

  /** @throws Unreachable, CliError like {@link request} */
  async json(method: string, path: string, asked: Asked = {}): Promise<unknown> {
    const answer = await this.request(method, path, asked);
    try {
      return answer.status === 204 ? null : await answer.json();
    } catch (error) {
      if (error instanceof SyntaxError) throw new CliError(`${this.#base} does not answer as Bothy does.`);
      throw new Unreachable(`The answer of ${this.#base} was cut short.`);
    }
  }

  /**
   * @throws Unreachable when there is no answer, or one of 429 or 5xx
   * @throws Refused when the server refuses
   */
  async request(method: string, path: string, { body, headers = {}, signal }: Asked = {}): Promise<Response> {
    const answer = await fetch(this.#base + path, {
      method,
      redirect: 'error',
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(this.#parent && method === 'POST' ? { [runHeaders.parentRun]: this.#parent } : {}),
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      ...(signal ? { signal } : {}),
    }).catch((error: unknown) => {
      throw new Unreachable(`${this.#base} does not answer (${reasonOf(error)}).`);
    });
    if (answer.ok) return answer;
    throw await this.#refusal(answer);
  }

  async #refusal(answer: Response): Promise<Error> {
    const said = problem.safeParse(await answer.json().catch(() => null));
    const title = said.success ? said.data.title : `${this.#base} answered ${answer.status}.`;
    if (answer.status === 429 || answer.status >= 500) return new Unreachable(title);
    const issues = said.data?.issues?.map((issue) => `\n  ${issue.path.join('.')}: ${issue.message}`) ?? [];
    return new Refused(title + issues.join(''), answer.status);
  }
}

function tokenIn(env: Readonly<Record<string, string | undefined>>): string {
  const file = env['BOTHY_TOKEN_FILE'];
  const token = env['BOTHY_TOKEN'] || (file ? tokenOf(file) : '');
  if (!token) {
    throw new CliError(
      'BOTHY_TOKEN is not set. Mint an API token in the page and put it there, or name its file in BOTHY_TOKEN_FILE.',
      2,
    );
  }
  // `fetch` would put it whole into its complaint.
  if (!/^[\x21-\x7e]+$/.test(token)) throw new CliError('BOTHY_TOKEN holds what no token does: copy it again.', 2);
  return token;
}

function tokenOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new CliError(`BOTHY_TOKEN_FILE: ${error instanceof Error ? error.message : String(error)}`, 2);
  }
}

/** `fetch failed` says nothing; its cause does. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
}
