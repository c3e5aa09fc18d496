import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The committed description of the API is the one that the server gives now. */
export function openApi(root) {
  const folder = mkdtempSync(join(tmpdir(), 'bothy-openapi-'));
  try {
    const file = join(folder, 'openapi.json');
    const made = spawnSync(process.execPath, ['apps/api/dist/openapi.js', file], { cwd: root, encoding: 'utf8' });
    if (made.status !== 0)
      return [`apps/api/dist/openapi.js ended with ${made.status ?? made.signal}`, made.stderr, made.stdout];
    const now = readFileSync(file, 'utf8').split('\n');
    const kept = readFileSync(join(root, 'openapi.json'), 'utf8').split('\n');
    const at = now.findIndex((line, index) => line !== kept[index]);
    if (at < 0 && now.length === kept.length) return [];
    return [
      `openapi.json is out of date from line ${at + 1}: it has ${kept[at] ?? 'no more lines'}, the server gives ${now[at] ?? 'no more lines'}`,
      'run: npm run -s openapi',
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
