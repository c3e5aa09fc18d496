import type { Bot, LogLine, Run } from '@bothy/contracts';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const runId = '01890000-0000-7000-8000-000000000001';

/**
 * A server that follows the contract for one bot and one run, and breaks its event stream where it is told to:
 * in the middle of an event, between events, or by being gone for a while.
 */
export class FakeBothy {
  /** Lines of the log; the run has ended once they are all told. */
  lines: LogLine[] = [];
  run: Run = { ...startedRun };
  bots: Bot[] = [];
  /** The event stream is cut after so many bytes, once for each entry. */
  cuts: number[] = [];
  /** Requests answered 503 before the next stream is given. */
  unavailable = 0;
  /** As proxies do: lines that were told already come once more behind `Last-Event-ID`. */
  repeatsLines = false;
  readonly asked: { method: string; path: string; body: string; lastEventId: string | null }[] = [];
  readonly #server: Server = createServer((request, response) => void this.#answer(request, response));

  async start(port = 0): Promise<void> {
    await new Promise<void>((ready) => this.#server.listen(port, '127.0.0.1', ready));
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const [path = '', query = ''] = (request.url ?? '').split('?');
    const lastEventId = request.headers['last-event-id']?.toString() ?? null;
    this.asked.push({ method: request.method ?? '', path, body, lastEventId });
    if (request.headers.authorization !== 'Bearer bty_test') return refuse(response, 401, 'Sign in first.');
    if (path === '/api/bots') return tell(response, 200, { items: this.bots, nextCursor: null });
    if (path === `/api/runs/${runId}`) return tell(response, 200, this.run);
    if (path === `/api/runs/${runId}/cancel`) return tell(response, 202, this.run);
    if (path === `/api/runs/${runId}/events`) return this.#stream(response, lastEventId);
    if (path === `/api/runs/${runId}/log`) return this.#page(response, new URLSearchParams(query));
    if (path === '/api/bots/count/runs')
      return tell(response, 201, { ...this.run, status: 'queued', finishedAt: null });
    return refuse(response, 404, 'There is no bot "nobody".');
  }

  #page(response: ServerResponse, query: URLSearchParams): void {
    const after = Number(query.get('after') ?? 0);
    const lines = this.lines.filter((line) => line.seq > after).slice(0, 3);
    tell(response, 200, { attempt: 1, lines, lineCount: this.lines.length, complete: true });
  }

  #stream(response: ServerResponse, lastEventId: string | null): void {
    if (this.unavailable > 0) {
      this.unavailable -= 1;
      return refuse(response, 503, 'The server is starting.');
    }
    const told = Number(lastEventId?.split(':')[1] ?? 0);
    const after = this.repeatsLines ? Math.max(0, told - 2) : told;
    const left = this.lines.filter((line) => line.seq > after);
    const events: string[] = ['retry: 1000\n\n'];
    for (let at = 0; at < left.length; at += 4) {
      const lines = left.slice(at, at + 4);
      events.push(`: beat\n\nid: 1:${lines.at(-1)?.seq}\nevent: log\ndata: ${JSON.stringify({ lines })}\n\n`);
    }
    events.push(`event: status\ndata: {}\n\n`, `event: end\ndata: {}\n\n`);
    const bytes = Buffer.from(events.join(''));
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const cut = this.cuts.shift();
    if (cut === undefined || cut >= bytes.length) return void response.end(bytes);
    response.write(bytes.subarray(0, cut), () => setTimeout(() => response.destroy(), 20));
  }
}

function tell(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function refuse(response: ServerResponse, status: number, title: string): void {
  const problem = { type: 'about:blank', title, status, code: 'refused', requestId: 'test' };
  response.writeHead(status, { 'content-type': 'application/problem+json' }).end(JSON.stringify(problem));
}

export const lineOf = (seq: number, more: Partial<LogLine> = {}): LogLine => ({
  seq,
  at: '2026-01-02T03:04:05.678Z',
  stream: 'stdout',
  text: `line ${seq} ä€`,
  ...more,
});

const startedRun: Run = {
  id: runId,
  botSlug: 'count',
  number: 7,
  status: 'succeeded',
  trigger: { kind: 'api', actor: null },
  params: {},
  attempt: 1,
  exitCode: 0,
  signal: null,
  reason: null,
  cancelledBy: null,
  createdAt: '2026-01-02T03:04:05.000Z',
  startedAt: '2026-01-02T03:04:05.100Z',
  finishedAt: '2026-01-02T03:04:07.600Z',
  lineCount: 0,
  byteCount: 0,
  botVersion: 1,
};
