import { connect, createServer, type Server, type Socket } from 'node:net';

/** A connection to Redis that a test can have fail: `cut` is a server that went away, `silent` one that hangs. */
export class LinkToRedis {
  readonly #sockets = new Set<Socket>();
  #state: 'whole' | 'cut' | 'silent' = 'whole';

  private constructor(
    private readonly server: Server,
    private readonly redis: URL,
  ) {
    server.on('connection', (socket) => this.#join(socket));
  }

  static async open(redisUrl: string): Promise<LinkToRedis> {
    const link = new LinkToRedis(createServer(), new URL(redisUrl));
    await new Promise<void>((done) => link.server.listen(0, '127.0.0.1', done));
    return link;
  }

  get url(): string {
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('The link does not listen.');
    const url = new URL(this.redis);
    url.hostname = '127.0.0.1';
    url.port = String(address.port);
    return url.href;
  }

  fail(way: 'cut' | 'silent'): void {
    this.#state = way;
    for (const socket of this.#sockets) {
      if (way === 'cut') socket.destroy();
      else socket.pause();
    }
  }

  mend(): void {
    this.#state = 'whole';
    for (const socket of this.#sockets) socket.resume();
  }

  async close(): Promise<void> {
    this.fail('cut');
    await new Promise((done) => this.server.close(done));
  }

  #join(near: Socket): void {
    if (this.#state === 'cut') {
      near.destroy();
      return;
    }
    const far = connect(Number(this.redis.port || 6379), this.redis.hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(from);
      from.on('data', (bytes) => to.write(bytes));
      // What broke is told by the other half closing.
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.#sockets.delete(from);
        to.destroy();
      });
      if (this.#state === 'silent') from.pause();
    }
  }
}
