import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeBothy } from './testing/fake-bothy.js';
import { FakeTerminal } from './testing/fake-terminal.js';

describe('bothy artifacts', () => {
  let server: FakeBothy;
  let terminal: FakeTerminal;
  let folder: string;
  let into: string;
  beforeEach(async () => {
    server = new FakeBothy();
    await server.start();
    terminal = new FakeTerminal(server);
    folder = mkdtempSync(join(tmpdir(), 'bothy-cli-'));
    into = join(folder, 'into');
    server.files = { 'report.txt': 'all is well\n'.repeat(1000), 'sub/ä b.log': 'inside' };
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true });
    await server.stop();
  });

  const bothy = (...argv: string[]) => terminal.bothy(['artifacts', server.run.id, ...argv]);
  const fetched = () => server.asked.filter(({ path }) => path.includes('/artifacts/'));

  it('lists them, as text and as JSON', async () => {
    expect(await bothy()).toBe(0);
    expect(terminal.out).toMatch(/^12000 {2}[0-9a-f]{64} {2}report\.txt\n {4}6 {2}[0-9a-f]{64} {2}sub\/ä b\.log\n$/);
    terminal.out = '';
    await bothy('--json', 'report.txt');
    expect(JSON.parse(terminal.out)).toMatchObject({ artifact: { name: 'report.txt', sizeBytes: 12000 } });
  });

  it('downloads them, those that are named or all, and each once', async () => {
    expect(await bothy('sub/ä b.log', '--download', into)).toBe(0);
    expect(readFileSync(join(into, 'sub/ä b.log'), 'utf8')).toBe('inside');
    expect(readdirSync(into)).toEqual(['sub']);
    expect(await bothy('-d', into)).toBe(0);
    expect(readFileSync(join(into, 'report.txt'), 'utf8')).toBe(server.files['report.txt']);
    expect(fetched()).toHaveLength(2);
    expect(await bothy('none.txt', '-d', into)).toBe(1);
    expect(terminal.err).toContain('The run left no none.txt.');
  });

  it('goes on with a download that broke, however often', async () => {
    server.cuts = [100, 5000, 1];
    expect(await bothy('report.txt', '-d', into)).toBe(0);
    expect(readFileSync(join(into, 'report.txt'), 'utf8')).toBe(server.files['report.txt']);
    const ranges = fetched().map(({ headers }) => headers.range);
    expect(ranges).toHaveLength(4);
    expect(ranges[0]).toBeUndefined();
    // What was under way when it broke may be gone; what had been written is not asked for again.
    for (const range of ranges.slice(1)) expect(range).toMatch(/^bytes=[1-9]\d*-$/);
    expect(readdirSync(into)).toEqual(['report.txt']);
  }, 30_000);

  it('begins anew where what lay there is of something else', async () => {
    mkdirSync(into);
    writeFileSync(join(into, '.report.txt.part'), 'of another day');
    expect(await bothy('report.txt', '-d', into)).toBe(0);
    expect(readFileSync(join(into, 'report.txt'), 'utf8')).toBe(server.files['report.txt']);
  });

  it('gives no name to what is not what the list says', async () => {
    server.files = { 'wrong.txt': 'not that' };
    expect(await bothy('-d', into)).toBe(1);
    expect(terminal.err).toContain('SHA-256');
    expect(readdirSync(into)).toEqual([]);
  });

  it.each(['../out', '/etc/out', 'a/../../out', 'a//b', '.', '..', 'a\\b', 'a\0b'])('leaves %j alone', async (name) => {
    server.files = { [name]: 'text' };
    expect(await bothy('-d', into)).toBe(1);
    expect(terminal.err).toContain('left alone');
    expect(existsSync(join(folder, 'out'))).toBe(false);
    expect(fetched()).toHaveLength(0);
  });

  it('follows no link that lies in the folder', async () => {
    mkdirSync(into);
    symlinkSync(folder, join(into, 'sub'));
    symlinkSync(join(folder, 'target'), join(into, 'report.txt'));
    for (const name of ['report.txt', 'sub/ä b.log']) expect(await bothy(name, '-d', into)).toBe(1);
    expect(readdirSync(folder)).toEqual(['into']);
  });
});
