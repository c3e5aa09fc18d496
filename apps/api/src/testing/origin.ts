import { once } from 'node:events';
import { createServer as createHttp, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from 'node:net';

/** Servers on loopback that answer as a test says, also in ways that no decent server does. */
export class Origins {
  readonly #servers: Server[] = [];
  readonly #sockets = new Set<Socket>();

  /** Speaks HTTP. */
  async http(answer: RequestListener, host = '127.0.0.1'): Promise<Origin> {
    const asked: IncomingMessage[] = [];
    const server = createHttp(watched(answer, asked));
    const shown = host.includes(':') ? `[${host}]` : host;
    return new Origin(await this.#listen(server, host), asked, this.#sockets, `http://${shown}`);
  }

  /** Speaks HTTP over TLS, as `localhost`. */
  async https(answer: RequestListener, certified: { key: string; cert: string }): Promise<Origin> {
    const asked: IncomingMessage[] = [];
    const server = createHttps(certified, watched(answer, asked));
    return new Origin(await this.#listen(server), asked, this.#sockets, 'https://localhost');
  }

  /** Writes bytes of the test's own; `answer` gets each connection once a request's head has come. */
  async raw(answer: (socket: Socket, head: string) => void): Promise<Origin> {
    const server = createTcp((socket) => {
      socket.on('error', () => {});
      socket.once('data', (bytes) => answer(socket, bytes.toString('latin1')));
    });
    return new Origin(await this.#listen(server), [], this.#sockets);
  }

  /** @returns the port. */
  async #listen(server: Server, host = '127.0.0.1'): Promise<number> {
    this.#servers.push(server);
    server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    server.listen(0, host);
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    for (const server of this.#servers.splice(0)) server.close();
  }
}

const watched =
  (answer: RequestListener, asked: IncomingMessage[]): RequestListener =>
  (request, response) => {
    asked.push(request);
    answer(request, response);
  };

export class Origin {
  readonly url: string;

  constructor(
    readonly port: number,
    /** The requests that came, first to last. */
    readonly asked: readonly IncomingMessage[],
    private readonly sockets: ReadonlySet<Socket>,
    host = 'http://127.0.0.1',
  ) {
    this.url = `${host}:${port}`;
  }

  /** How many connections to it are open. */
  get open(): number {
    return [...this.sockets].filter(({ localPort }) => localPort === this.port).length;
  }
}
