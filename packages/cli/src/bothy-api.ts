import { artifactList, type Artifact, type Bot, bot, logPage, type LogPage, page, runHeaders } from '@bothy/contracts';
import type { BothyClient } from './bothy-client.js';
import { runFacts, type RunFacts } from './run-facts.js';

/** What is read of a bot; a server of another version may tell more or less. */
export type BotFacts = Pick<Bot, 'slug' | 'name' | 'enabled' | 'lastRuns'>;

/** What a POST to a run does to it. */
export type RunAct = 'cancel' | 'pause' | 'resume' | 'approve' | 'reject';

/** The routes of the API that the commands need. Answers are checked against the contracts. */
export class BothyApi {
  constructor(readonly client: BothyClient) {}

  async startRun(slug: string, params: Record<string, unknown>, idempotencyKey: string): Promise<RunFacts> {
    const headers = { [runHeaders.idempotencyKey]: idempotencyKey };
    const path = `/api/bots/${encodeURIComponent(slug)}/runs`;
    return runFacts.parse(await this.client.json('POST', path, { body: { params }, headers }));
  }

  async rerun(id: string, params: Record<string, unknown>, idempotencyKey: string): Promise<RunFacts> {
    const headers = { [runHeaders.idempotencyKey]: idempotencyKey };
    return runFacts.parse(await this.client.json('POST', `${runPath(id)}/rerun`, { body: { params }, headers }));
  }

  async getRun(id: string): Promise<RunFacts> {
    return runFacts.parse(await this.client.json('GET', runPath(id)));
  }

  /** The run of this number; null where the bot has none. */
  async findRun(slug: string, number: number | 'last'): Promise<RunFacts | null> {
    let cursor: string | null = '';
    while (cursor !== null) {
      const path: string = `/api/bots/${encodeURIComponent(slug)}/runs?limit=${number === 'last' ? 1 : 200}${after(cursor)}`;
      const found: { items: RunFacts[]; nextCursor: string | null } = runPageFacts.parse(
        await this.client.json('GET', path),
      );
      const run = number === 'last' ? found.items[0] : found.items.find((each) => each.number === number);
      if (run) return run;
      // The newest come first.
      if (number === 'last' || found.items.some((each) => each.number < number)) return null;
      cursor = found.nextCursor;
    }
    return null;
  }

  /** Does it, with a word on why where the act takes one. */
  async act(id: string, act: RunAct, reason: string): Promise<RunFacts> {
    const body = act === 'approve' || act === 'reject' ? { body: { reason } } : {};
    return runFacts.parse(await this.client.json('POST', `${runPath(id)}/${act}`, body));
  }

  async input(id: string, text: string): Promise<void> {
    await this.client.json('POST', `${runPath(id)}/input`, { body: { text } });
  }

  async listBots(): Promise<BotFacts[]> {
    const bots: BotFacts[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const found: { items: BotFacts[]; nextCursor: string | null } = botPageFacts.parse(
        await this.client.json('GET', `/api/bots?limit=200${after(cursor)}`),
      );
      bots.push(...found.items);
      cursor = found.nextCursor;
    }
    return bots;
  }

  /** The kinds of a bot's parameters by name. */
  async paramKinds(slug: string): Promise<Map<string, string>> {
    const { params } = botParams.parse(await this.client.json('GET', `/api/bots/${encodeURIComponent(slug)}`));
    return new Map(Object.entries(params?.properties ?? {}).map(([name, { type }]) => [name, type]));
  }

  async logPage(run: RunFacts, attempt: number, afterLine: number): Promise<LogPage> {
    const path = `${runPath(run.id)}/log?limit=5000&after=${afterLine}&attempt=${attempt}`;
    return logPage.parse(await this.client.json('GET', path, { headers: { accept: 'application/json' } }));
  }

  async artifacts(id: string): Promise<{ items: Artifact[]; problem: string | null }> {
    return artifactList.parse(await this.client.json('GET', `${runPath(id)}/artifacts`));
  }
}

export const runPath = (id: string): string => `/api/runs/${encodeURIComponent(id)}`;

const after = (cursor: string) => (cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`);
const runPageFacts = page(runFacts);
const botPageFacts = page(bot.pick({ slug: true, name: true, enabled: true, lastRuns: true }).loose());
const botParams = bot.pick({ params: true }).partial();
