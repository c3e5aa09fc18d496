import { randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { isWorthHiding } from './secret-forms.mjs';

/**
 * What a run of the suites leaves behind for the search for secrets (leaks.mjs): the secrets that were seen, and the
 * places where none of them may lie. Every process writes files of its own, so that nobody waits for anybody.
 */
export class Evidence {
  #seen = new Set();
  #name = randomUUID();

  /** @param {string} folder where it is kept; made when it is not there. */
  constructor(folder) {
    this.folder = folder;
    for (const kind of ['secrets', 'logs', 'errors', 'sentry', 'databases']) {
      mkdirSync(join(folder, kind), { recursive: true });
    }
  }

  /**
   * Of the run that is under way; null where nobody asked for it.
   *
   * @returns {Evidence | null}
   */
  static ofRun() {
    const folder = process.env.BOTHY_TEST_EVIDENCE;
    return folder ? (running ??= new Evidence(folder)) : null;
  }

  /**
   * What is too short or too plain to be told from other text is left out.
   *
   * @param {string} sort
   * @param {string} secret
   */
  secret(sort, secret) {
    if (typeof secret !== 'string' || !isWorthHiding(secret) || this.#seen.has(secret)) return;
    this.#seen.add(secret);
    this.#append('secrets', 'ndjson', `${JSON.stringify({ sort, secret })}\n`);
  }

  /**
   * A new file for a log, to be written to by whoever logs. `stdout` is told apart: links for its reader stand there.
   *
   * @param {'stderr' | 'stdout'} stream
   */
  logFile(stream = 'stderr') {
    return join(this.folder, 'logs', `${randomUUID()}.${stream}.log`);
  }

  /**
   * An answer with a status of 400 or more.
   *
   * @param {string} asked
   * @param {number} status
   * @param {string | Buffer} body
   */
  errorAnswer(asked, status, body) {
    this.#append('errors', 'txt', `--- ${asked} ${status}\n${body}\n`);
  }

  /** @param {string} text what arrived where errors are reported */
  sentry(text) {
    this.#append('sentry', 'txt', `${text}\n`);
  }

  /** @param {string} text tables of a database */
  tables(text) {
    this.#append('databases', 'txt', `${text}\n`);
  }

  /**
   * The SQLite file of a data folder with what stands beside it, and the keys among the secrets.
   *
   * @param {string} folder
   */
  dataFolder(folder) {
    for (const name of ['bothy.sqlite', 'bothy.sqlite-wal']) {
      const path = join(folder, name);
      if (existsSync(path)) this.file(path);
    }
    for (const path of keyFilesIn(join(folder, 'keys'))) this.secret('key', readFileSync(path, 'utf8').trim());
  }

  /** @param {string} path a database file, whose bytes are kept */
  file(path) {
    const packed = gzipSync(readFileSync(path), { level: 1 });
    writeFileSync(join(this.folder, 'databases', `${randomUUID()}.gz`), packed);
  }

  #append(kind, ending, text) {
    appendFileSync(join(this.folder, kind, `${this.#name}.${ending}`), text);
  }
}

/** @type {Evidence | undefined} */
let running;

const keyFilesIn = (folder) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
    : [];
