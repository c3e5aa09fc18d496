import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { root } from './npm-start.js';

const leftOut = new Set(['node_modules', '.git', '.ci', 'docs', 'data', 'bench-results', 'screenshots']);
const leftOutWithin = new Set(['node_modules', 'evidence']);

/** This checkout with what was built of it, in a folder of its own: an upgrade can be tried there. Packages are shared. */
export function copyCheckout(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'bothy-checkout-'));
  for (const name of readdirSync(root).filter((each) => !leftOut.has(each))) {
    cpSync(join(root, name), join(folder, name), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (from) => !leftOutWithin.has(basename(from)),
    });
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const part of ['apps', 'packages'].flatMap((name) =>
    readdirSync(join(root, name)).map((at) => join(name, at)),
  )) {
    const packages = join(root, part, 'node_modules');
    // Links into the shared folder, and to each other within the copy.
    if (existsSync(packages))
      cpSync(packages, join(folder, part, 'node_modules'), { recursive: true, verbatimSymlinks: true });
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
