import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A lock file that names download addresses installs from there only, whatever registry its reader uses. */
export function lockFile(root) {
  return readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8')
    .split('\n')
    .flatMap((line, at) => (/tarball:|https?:\/\//.test(line) ? [`pnpm-lock.yaml:${at + 1}: ${line.trim()}`] : []));
}
