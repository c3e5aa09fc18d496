import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import type { AttemptState } from '@bothy/contracts/runner';
import { type OrderTaker, ServerConnection } from './server-connection.js';

/** The socket on which the server finds its runner. The server that said hello last is the one that is obeyed. */
export class ServerLink {
  readonly #server: Server;
  #current: ServerConnection | null = null;

  constructor(orders: OrderTaker) {
    this.#server = createServer((socket) => {
      const connection: ServerConnection = new ServerConnection(socket, orders, () => this.#replaceBy(connection));
      socket.on('close', () => {
        if (this.#current === connection) this.#current = null;
      });
    });
  }

  get connected(): boolean {
    return this.#current !== null;
  }

  /** Listens at a path that this runner alone may use: the caller holds the lock. */
  async listen(path: string): Promise<void> {
    rmSync(path, { force: true });
    // The file is made within the call, and must never be open to others, not even for a moment.
    const usual = process.umask(0o177);
    this.#server.listen(path);
    process.umask(usual);
    await once(this.#server, 'listening');
  }

  tellState(state: AttemptState): void {
    this.#current?.tellState(state);
  }

  tellProgress(state: AttemptState): void {
    this.#current?.tellProgress(state);
  }

  /** Removes the socket file too. */
  close(): void {
    this.#server.close();
    this.#current?.close();
  }

  #replaceBy(connection: ServerConnection): void {
    if (this.#current !== connection) this.#current?.close();
    this.#current = connection;
  }
}
