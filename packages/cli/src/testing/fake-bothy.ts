import { createHash } from 'node:crypto';
import type { Bot, LogLine, Run } from '@bothy/contracts';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

const runId = '01890000-0000-7000-8000-000000000001';

/**
 * A server that follows the contract for one bot and one run, and breaks its event stream where it is told to:
 * in the middle of an event, between events, or by being gone for a while.
 */
export class FakeBothy {
  /** Lines of the log; the run has ended once they are all told. */
  lines: LogLine[] = [];
  /** Lines of further attempts. */
  later: LogLine[][] = [];
  run: Run = { ...startedRun };
  bots: Bot[] = [];
  /** Parameters of the bot, by name; null: the token may not read the bot. */
  paramKinds: Record<string, { type: string }> | null = {};
  /** Files by name, as the run left them; `wrong` among the names is told with another digest than it has. */
  files: Record<string, string> = {};
  /** Starts that are made, but whose answer is lost on the way. */
  lostAnswers = 0;
  readonly started = new Map<string, number>();
  /** The event stream is cut after so many bytes, once for each entry. */
  cuts: number[] = [];
  /** States told before the end. */
  states: object[] = [];
  /** Requests answered 503 before the next stream is given. */
  unavailable = 0;
  /** As proxies do: lines that were told already come once more behind `Last-Event-ID`. */
  repeatsLines = false;
  readonly asked: {
    method: string;
    path: string;
    body: string;
    lastEventId: string | null;
    headers: IncomingHttpHeaders;
  }[] = [];
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
    this.asked.push({ method: request.method ?? '', path, body, lastEventId, headers: request.headers });
    if (request.headers.authorization !== 'Bearer bty_test') return refuse(response, 401, 'Sign in first.');
    if (path === '/api/bots') return tell(response, 200, { items: this.bots, nextCursor: null });
    if (path === `/api/runs/${runId}`) return tell(response, 200, this.run);
    if (/\/(cancel|pause|resume|approve|reject)$/.test(path)) return tell(response, 202, this.run);
    if (path === `/api/runs/${runId}/input`) return void response.writeHead(204).end();
    if (path.startsWith(`/api/runs/${runId}/artifacts`)) return this.#artifacts(request, response, path);
    if (path === '/api/bots/count' && this.paramKinds)
      return tell(response, 200, { params: { type: 'object', properties: this.paramKinds, required: [] } });
    if (path === '/api/bots/count/runs' && request.method === 'GET')
      return tell(response, 200, { items: [this.run], nextCursor: null });
    if (path === `/api/runs/${runId}/events`) return this.#stream(response, lastEventId);
    if (path === `/api/runs/${runId}/log`) return this.#page(response, new URLSearchParams(query));
    if (path === '/api/bots/count/runs' || path.endsWith('/rerun')) return this.#start(request, response);
    return refuse(response, 404, 'There is no bot "nobody".');
  }

  #start(request: IncomingMessage, response: ServerResponse): void {
    const key = request.headers['idempotency-key']?.toString() ?? '';
    this.started.set(key, (this.started.get(key) ?? 0) + 1);
    if (this.lostAnswers > 0) {
      this.lostAnswers -= 1;
      return void response.destroy();
    }
    tell(response, 201, { ...this.run, attempt: 1, status: 'queued', finishedAt: null });
  }

  #artifacts(request: IncomingMessage, response: ServerResponse, path: string): void {
    const name = decodeURIComponent(path.split('/artifacts/')[1] ?? '');
    if (name === '') {
      const items = Object.entries(this.files).map(([name, text]) => artifactOf(name, text));
      return tell(response, 200, { items, problem: null });
    }
    const bytes = Buffer.from(this.files[name] ?? '');
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const range = { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` };
    response.writeHead(from > 0 ? 206 : 200, { 'content-length': bytes.length - from, ...(from > 0 ? range : {}) });
    const cut = this.cuts.shift();
    if (cut === undefined) return void response.end(bytes.subarray(from));
    response.write(bytes.subarray(from, from + cut), () => setTimeout(() => response.destroy(), 20));
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
    const [inAttempt = 1, told = 0] = lastEventId?.split(':').map(Number) ?? [];
    const events: string[] = ['retry: 1000\n\n'];
    for (const [index, log] of [this.lines, ...this.later].entries()) {
      const attempt = index + 1;
      if (attempt < inAttempt) continue;
      const seen = attempt === inAttempt ? told : 0;
      const after = this.repeatsLines ? Math.max(0, seen - 2) : seen;
      const left = log.filter((line) => line.seq > after);
      for (let at = 0; at < left.length; at += 4) {
        const lines = left.slice(at, at + 4);
        const id = `${attempt}:${lines.at(-1)?.seq}`;
        events.push(`: beat\n\nid: ${id}\nevent: log\ndata: ${JSON.stringify({ lines })}\n\n`);
      }
    }
    for (const status of this.states) events.push(`event: status\ndata: ${JSON.stringify(status)}\n\n`);
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

const artifactOf = (name: string, text: string) => ({
  name,
  sizeBytes: Buffer.byteLength(text),
  contentType: 'text/plain',
  sha256: createHash('sha256')
    .update(name.includes('wrong') ? 'something else' : text)
    .digest('hex'),
  attempt: 1,
  createdAt: '2026-01-02T03:04:08.000Z',
});

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
  trigger: { kind: 'api', actor: null, detail: null },
  params: {},
  attempt: 1,
  maxAttempts: 1,
  retryAt: null,
  exitCode: 0,
  signal: null,
  reason: null,
  paused: false,
  cancelledBy: null,
  approvedBy: null,
  createdAt: '2026-01-02T03:04:05.000Z',
  startedAt: '2026-01-02T03:04:05.100Z',
  finishedAt: '2026-01-02T03:04:07.600Z',
  lineCount: 0,
  byteCount: 0,
  artifactCount: 0,
  botVersion: 1,
  rerunOf: null,
  parentRunId: null,
  depth: 0,
};
