import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CgiHead } from './cgi-head.js';

const program = '/usr/lib/git-core/git-http-backend';

/** A request as it came in. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  /** Whether it brought the right name and token. */
  readonly authorised: boolean;
  /** Of the body, as sent. */
  body: Buffer;
  /** Of the answer, so far. */
  answer: Buffer;
  answeredBytes: number;
  /** The client went before the answer was over. */
  cut: boolean;
  status: number;
}

/** Answers a request in place of git; false where it does not want to. */
export type Instead = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * For tests: `git http-backend` behind a server on loopback that wants a name and a token. It remembers what it was asked
 * and, unless `remembersAnswers` is false, what it said.
 */
export class GitBackend {
  readonly seen: SeenRequest[] = [];
  readonly username = 'oauth2';
  readonly token = 'glpat-Very_Secret-0123456789';
  remembersAnswers = true;
  /** Takes requests that are not to reach git. */
  instead: Instead = () => false;
  #server: Server | null = null;

  /** @param folder in which the repositories lie */
  constructor(private readonly folder: string) {}

  get port(): number {
    if (!this.#server) throw new Error('The server does not listen.');
    return (this.#server.address() as AddressInfo).port;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(port = 0): Promise<this> {
    const server = createServer((request, response) => this.#take(request, response));
    await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
    this.#server = server;
    return this;
  }

  async stop(): Promise<void> {
    const closed = new Promise((done) => this.#server?.close(done));
    this.#server?.closeAllConnections();
    await closed;
  }

  #take(request: IncomingMessage, response: ServerResponse): void {
    const expected = `Basic ${Buffer.from(`${this.username}:${this.token}`).toString('base64')}`;
    const seen: SeenRequest = {
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
      authorised: request.headers.authorization === expected,
      body: Buffer.alloc(0),
      answer: Buffer.alloc(0),
      answeredBytes: 0,
      cut: false,
      status: 0,
    };
    this.seen.push(seen);
    response.once('close', () => {
      seen.cut = !response.writableFinished;
      seen.status = response.statusCode;
    });
    if (this.instead(request, response)) return;
    if (seen.authorised) this.#ask(request, response, seen);
    else response.writeHead(401, { 'www-authenticate': 'Basic realm="backend"' }).end('HTTP Basic: Access denied');
  }

  #ask(request: IncomingMessage, response: ServerResponse, seen: SeenRequest): void {
    const child = spawn(program, { env: this.#variables(request), stdio: ['pipe', 'pipe', 'ignore'] });
    const head = new CgiHead();
    request.on('data', (bytes: Buffer) => (seen.body = Buffer.concat([seen.body, bytes])));
    request.pipe(child.stdin);
    // Git may answer, and go, before it read all of a request.
    child.stdin.on('error', () => request.resume());
    child.stdout.on('data', (bytes: Buffer) => {
      const rest = head.take(bytes, response);
      seen.answeredBytes += rest.length;
      if (this.remembersAnswers) seen.answer = Buffer.concat([seen.answer, rest]);
      if (rest.length > 0 && !response.write(rest)) {
        child.stdout.pause();
        response.once('drain', () => child.stdout.resume());
      }
    });
    child.stdout.once('end', () => response.end());
    response.once('close', () => child.kill('SIGKILL'));
  }

  #variables({ method, url = '', headers }: IncomingMessage): Record<string, string> {
    const [path = '', query = ''] = url.split('?');
    const told = {
      CONTENT_TYPE: headers['content-type'],
      CONTENT_LENGTH: headers['content-length'],
      HTTP_CONTENT_ENCODING: headers['content-encoding'],
      GIT_PROTOCOL: headers['git-protocol'] as string | undefined,
    };
    return {
      PATH: process.env['PATH'] ?? '/usr/bin:/bin',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_PROJECT_ROOT: this.folder,
      GIT_HTTP_EXPORT_ALL: '1',
      REMOTE_USER: this.username,
      REQUEST_METHOD: method ?? 'GET',
      PATH_INFO: decodeURIComponent(path),
      QUERY_STRING: query,
      ...Object.fromEntries(
        Object.entries(told).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
      ),
    };
  }
}
