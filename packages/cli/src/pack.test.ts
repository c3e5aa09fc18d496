import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { buildSave, sampleProperties, ue54 } from '@bothy/ue4-codec/testing';

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
  writeFileSync(join(folder, 'World.sav'), buildSave(ue54, sampleProperties()));
  expect(run(join(folder, 'node_modules/.bin/bothy'), ['saves', 'verify', 'World.sav'])).toMatch(
    /^ok {2}World\.sav {2}gvas/,
  );
  // Other commands start without the codec.
  const main = readFileSync(join(folder, 'node_modules/bothy/dist/main.js'), 'utf8');
  expect(main.includes('ProspectBlob') || /^import [^;]*save-files/m.test(main)).toBe(false);
}, 60_000);
