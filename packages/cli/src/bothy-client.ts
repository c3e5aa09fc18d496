import { type Bot, botPage, problem, type Run, run } from '@bothy/contracts';
import { CliError } from './cli-error.js';

/** The server could not be reached, or answered that it cannot answer now: worth another try. */
export class Unreachable extends Error {}

/** The HTTP API, as far as this command needs it. Its answers are checked against the contracts. */
export class BothyClient {
  readonly #base: string;
  readonly #token: string;

  /** @throws CliError when the address or the token is missing or no use. */
  constructor(env: Readonly<Record<string, string | undefined>>) {
    const address = env['BOTHY_URL'] || 'http://localhost:20000';
    if (!/^https?:\/\//.test(address) || !URL.canParse(address)) {
      throw new CliError(`BOTHY_URL is "${address}"; use an address such as https://bothy.example.org.`, 2);
    }
    const token = env['BOTHY_TOKEN'];
    if (!token) throw new CliError('BOTHY_TOKEN is not set. Mint an API token in the page and put it there.', 2);
    this.#base = address.replace(/\/+$/, '');
    this.#token = token;
  }

  async startRun(slug: string, params: Record<string, string>): Promise<Run> {
    const answer = await this.request('POST', `/api/bots/${encodeURIComponent(slug)}/runs`, { body: { params } });
    return run.parse(await answer.json());
  }

  async getRun(id: string): Promise<Run> {
    return run.parse(await (await this.request('GET', `/api/runs/${encodeURIComponent(id)}`)).json());
  }

  async cancelRun(id: string): Promise<Run> {
    return run.parse(await (await this.request('POST', `/api/runs/${encodeURIComponent(id)}/cancel`)).json());
  }

  async listBots(): Promise<Bot[]> {
    const bots: Bot[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page = botPage.parse(await (await this.request('GET', `/api/bots?limit=200${query}`)).json());
      bots.push(...page.items);
      cursor = page.nextCursor;
    }
    return bots;
  }

  /** Where people look at a run. */
  runAddress(each: Run): string {
    return `${this.#base}/runs/${each.id}`;
  }

  /**
   * @throws Unreachable when there is no answer, or one of 429 or 5xx
   * @throws CliError when the server refuses
   */
  async request(
    method: string,
    path: string,
    { body, headers = {}, signal }: { body?: object; headers?: Record<string, string>; signal?: AbortSignal } = {},
  ): Promise<Response> {
    const answer = await fetch(this.#base + path, {
      method,
      redirect: 'error',
      headers: {
        authorization: `Bearer ${this.#token}`,
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
    return new CliError(title + issues.join(''));
  }
}

/** `fetch failed` says nothing; its cause does. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
}
