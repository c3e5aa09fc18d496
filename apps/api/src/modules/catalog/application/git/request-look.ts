import { createGunzip, type Gunzip } from 'node:zlib';
import { FetchRequest } from '../../domain/git/fetch-request.js';

/** Packed small, a request may be huge: no more of it is looked at. */
const unpackedLimitBytes = 16 * 1024 * 1024;
/** Of what waits to be unpacked. Git packs no request that is larger than 1 MiB (`http.postBuffer`). */
const waitingLimitBytes = 2 * 1024 * 1024;
const unpackedPartBytes = 32 * 1024;

/**
 * Looks at a copy of a request as it passes, and unpacks it for that. Whatever is wrong with it ends the looking, and
 * nothing else.
 */
export class RequestLook {
  readonly facts = new FetchRequest();
  readonly #gunzip: Gunzip | null = null;
  readonly #unpacked: Promise<void> = Promise.resolve();

  /** @param encoding as the client wrote it, if it did */
  constructor(encoding: string | undefined) {
    const coding = encoding?.trim().toLowerCase() ?? 'identity';
    if (coding === 'gzip' || coding === 'x-gzip') {
      const gunzip = createGunzip({ chunkSize: unpackedPartBytes });
      this.#gunzip = gunzip;
      this.#unpacked = new Promise((done) => gunzip.once('close', done));
      this.#readFrom(gunzip);
    } else if (coding !== 'identity') this.facts.giveUp();
  }

  push(bytes: Buffer): void {
    if (!this.facts.reading) return;
    if (!this.#gunzip) this.facts.push(bytes);
    else if (this.#gunzip.writableLength > waitingLimitBytes) this.#giveUp(this.#gunzip);
    else this.#gunzip.write(bytes);
  }

  /** To be called when nothing more comes. Resolves when all was looked at. */
  end(): Promise<void> {
    if (this.#gunzip && !this.#gunzip.destroyed) this.#gunzip.end();
    return this.#unpacked;
  }

  #readFrom(gunzip: Gunzip): void {
    let unpackedBytes = 0;
    gunzip.on('data', (bytes: Buffer) => {
      unpackedBytes += bytes.length;
      this.facts.push(bytes);
      if (unpackedBytes > unpackedLimitBytes) this.#giveUp(gunzip);
      else if (!this.facts.reading) gunzip.destroy();
    });
    gunzip.on('error', () => this.#giveUp(gunzip));
  }

  #giveUp(gunzip: Gunzip): void {
    this.facts.giveUp();
    gunzip.destroy();
  }
}
