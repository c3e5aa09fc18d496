import { createHmac, randomBytes } from 'node:crypto';
import { Listening } from './listening.mjs';
import { serveFile, usualManner } from './serve-file.mjs';

/** Headers that are GitLab's alone: here they mean that a token left the house. */
const secretHeaders = ['private-token', 'job-token', 'deploy-token', 'authorization', 'cookie'];

/**
 * Where GitLab sends whoever downloads, when its object storage is not proxied: another origin, whose addresses are
 * signed and hold for that object alone (docs.gitlab.com/administration/object_storage, "Proxy download").
 */
export class ObjectStore {
  /** What must never happen, in sentences. @type {string[]} */
  faults = [];
  /** @type {import('./serve-file.mjs').Manner} */
  manner = { ...usualManner };
  /** @type {Map<string, import('./serve-file.mjs').ServedFile>} */
  #objects = new Map();
  #key = randomBytes(16);
  #listening = new Listening((request, response) => this.#answer(request, response));

  open() {
    return this.#listening.open();
  }

  close() {
    return this.#listening.close();
  }

  get url() {
    return this.#listening.url;
  }

  /** @returns {import('./listening.mjs').SeenRequest[]} */
  get requests() {
    return this.#listening.requests;
  }

  connections() {
    return this.#listening.connections();
  }

  /**
   * Keeps a file. @returns {string} the signed address where it is had.
   *
   * @param {string} key
   * @param {import('./serve-file.mjs').ServedFile} file
   */
  addressOf(key, file) {
    this.#objects.set(key, file);
    return `${this.url}/bucket/${key}?X-Amz-Expires=600&X-Amz-Signature=${this.#sign(key)}`;
  }

  #sign(key) {
    return createHmac('sha256', this.#key).update(key).digest('hex');
  }

  async #answer(request, response) {
    const url = new URL(request.url ?? '/', this.url);
    for (const name of secretHeaders) {
      if (request.headers[name] !== undefined) this.faults.push(`${name} was sent to the object store`);
    }
    const key = url.pathname.replace(/^\/bucket\//, '');
    const file = this.#objects.get(key);
    if (!file || url.searchParams.get('X-Amz-Signature') !== this.#sign(key)) {
      response.writeHead(403, { 'content-type': 'application/xml' }).end('<Error><Code>AccessDenied</Code></Error>');
      return;
    }
    await serveFile(request, response, file, this.manner, { etag: `"${key.length}-${file.sizeBytes}"` });
  }
}
