import { createServer } from 'node:http';

/**
 * What was asked, as it came.
 *
 * @typedef {object} SeenRequest
 * @property {string} method
 * @property {string} path with the query
 * @property {import('node:http').IncomingHttpHeaders} headers
 */

/** A server on loopback that writes down what it is asked, and can go away and come back at the same address. */
export class Listening {
  /** @type {SeenRequest[]} */
  requests = [];
  #server;
  #port = 0;

  /** @param {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => unknown} answer */
  constructor(answer) {
    this.#server = createServer(async (request, response) => {
      this.requests.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers });
      try {
        await answer(request, response);
      } catch (error) {
        // Told to whoever asks: a fault of a stand-in must not look like an answer of GitLab.
        if (response.headersSent) response.destroy();
        else response.writeHead(599, { 'content-type': 'text/plain' }).end(String(error));
      }
    });
  }

  /** Takes connections, always at the same port. */
  async open() {
    await new Promise((ready) => this.#server.listen(this.#port, '127.0.0.1', () => ready(null)));
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('no port was given');
    this.#port = address.port;
  }

  /** Refuses connections, and breaks off those that are there. */
  async close() {
    if (!this.#server.listening) return;
    const closed = new Promise((done) => this.#server.close(() => done(null)));
    this.#server.closeAllConnections();
    await closed;
  }

  get url() {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Connections that are open now. @returns {Promise<number>} */
  connections() {
    return new Promise((resolve, reject) =>
      this.#server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
    );
  }
}
