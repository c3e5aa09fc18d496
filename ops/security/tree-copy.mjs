import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const parts = [
  'apps/api',
  'apps/runner',
  'apps/web',
  'packages/contracts',
  'packages/ue4-codec',
  'ops/prepare',
  'ops/testing',
  'package.json',
  'tsconfig.base.json',
];
const leftOut = new Set(['node_modules', 'dist', 'dist-portal']);
const withPackages = ['apps/api', 'apps/runner', 'apps/web', 'packages/contracts', 'packages/ue4-codec'];

/** The sources of the tree in a folder of their own, to be changed at will; the packages of others are the tree's. */
export class TreeCopy {
  #folder = mkdtempSync(join(tmpdir(), 'bothy-control-'));

  constructor(root) {
    for (const part of parts) {
      cpSync(join(root, part), join(this.#folder, part), {
        recursive: true,
        filter: (from) => !leftOut.has(basename(from)),
      });
    }
    symlinkSync(join(root, 'node_modules'), join(this.#folder, 'node_modules'));
    for (const part of withPackages) this.#linkPackages(root, part);
  }

  path(part) {
    return join(this.#folder, part);
  }

  /** Puts `replace` in place of `find`. @throws Error unless it stands there exactly once. */
  change({ file, find, replace }) {
    const path = this.path(file);
    const text = readFileSync(path, 'utf8');
    const times = text.split(find).length - 1;
    if (times !== 1) throw new Error(`stands ${times} times in ${file}: ${find}`);
    writeFileSync(
      path,
      text.replace(find, () => replace),
    );
  }

  remove() {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Packages of ours are the copy's own, or the change would not be seen through them. */
  #linkPackages(root, part) {
    const from = join(root, part, 'node_modules');
    const to = this.path(`${part}/node_modules`);
    mkdirSync(to);
    for (const name of readdirSync(from)) {
      if (name === '@bothy') cpSync(join(from, name), join(to, name), { recursive: true, verbatimSymlinks: true });
      else if (!name.startsWith('.')) symlinkSync(realpathSync(join(from, name)), join(to, name));
    }
  }
}
