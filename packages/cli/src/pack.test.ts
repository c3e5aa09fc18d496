import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'bothy-pack-test-'));
afterEach(() => rmSync(folder, { recursive: true }));

it('is packed as something that needs nothing but Node', () => {
  const run = (program: string, args: string[]) =>
    execFileSync(program, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const tarball = run(process.execPath, [join(root, 'ops/pack-cli.mjs'), folder]).trim();
  run('npm', ['install', '--offline', '--no-audit', '--no-fund', '--prefix', folder, tarball]);
  expect(run(join(folder, 'node_modules/.bin/bothy'), ['--help'])).toContain('bothy run deploy');
  expect(readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['bothy']);
  expect(() => run(join(folder, 'node_modules/.bin/bothy'), ['doctor'])).toThrow(/on the machine of the server/);
}, 60_000);
