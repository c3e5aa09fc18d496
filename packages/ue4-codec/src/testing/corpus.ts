import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where real saves are, outside of the project; `BOTHY_TEST_CORPUS` names another place. */
const root =
  process.env['BOTHY_TEST_CORPUS'] ?? fileURLToPath(new URL('../../../../../shared/corpus', import.meta.url));

/** Whether there are real saves to try. */
export const corpusPresent = existsSync(root);

/** Paths of the real saves, from the folder that holds them: none where it is absent. */
export const corpusFiles: readonly string[] = corpusPresent
  ? readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.md'))
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
      .sort()
  : [];

export function readCorpus(path: string): Uint8Array {
  return new Uint8Array(readFileSync(join(root, path)));
}
