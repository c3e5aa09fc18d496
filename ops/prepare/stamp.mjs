import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const digestOf = (parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
};

/** Tests and their scaffolding are never part of what is built. */
const isTestOnly = (path) => /\.(test|bench)\.ts$/.test(path) || /(^|\/)src\/testing(\/|$)/.test(path);

function* filesIn(root, path) {
  if (isTestOnly(path)) return;
  const stat = statSync(join(root, path), { throwIfNoEntry: false });
  if (stat?.isFile()) yield { path, mtimeMs: stat.mtimeMs, size: stat.size };
  if (!stat?.isDirectory()) return;
  for (const name of readdirSync(join(root, path)).toSorted()) yield* filesIn(root, `${path}/${name}`);
}

/** What a step has been made from, and how it was known. Kept in `.stamps/<name>.json`. */
export class Stamp {
  #file;
  #kept;

  constructor(root, name) {
    this.root = root;
    this.#file = join(root, '.stamps', `${name}.json`);
    this.#kept = readKept(this.#file);
  }

  /** The digest kept when the step last ended well; null when it never did. */
  get digest() {
    return this.#kept.digest;
  }

  /**
   * Digest over the content of files and folders, and over `more`. A file whose time and size have not changed is not
   * read again; one that was touched only, or checked out anew, is read and found to be the same.
   */
  compute(paths, more = []) {
    const files = {};
    for (const path of paths) {
      for (const { path: file, mtimeMs, size } of filesIn(this.root, path)) {
        const known = this.#kept.files[file];
        const same = known && known.mtimeMs === mtimeMs && known.size === size;
        files[file] = { mtimeMs, size, hash: same ? known.hash : digestOf([readFileSync(join(this.root, file))]) };
      }
    }
    const names = Object.keys(files).toSorted();
    return { digest: digestOf([...more, ...names.flatMap((name) => [name, files[name].hash])]), files };
  }

  /** Keeps what `compute` gave before the step ran, so that an edit made meanwhile is seen the next time. */
  keep(computed) {
    this.#kept = computed;
    mkdirSync(dirname(this.#file), { recursive: true });
    const fresh = `${this.#file}.${process.pid}`;
    writeFileSync(fresh, JSON.stringify(computed));
    renameSync(fresh, this.#file);
  }
}

/** A stamp that is missing or was cut short only means that the step is done again. */
function readKept(file) {
  const none = { digest: null, files: {} };
  try {
    return { ...none, ...JSON.parse(readFileSync(file, 'utf8')) };
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return none;
    throw error;
  }
}
