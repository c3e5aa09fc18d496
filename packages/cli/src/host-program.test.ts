import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCli } from './cli.js';

describe('commands for the machine of the server', () => {
  let folder: string;
  let err: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bothy-cli-'));
    err = '';
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const bothy = (argv: string[], env: Record<string, string>) =>
    runCli(argv, {
      env,
      out: () => undefined,
      err: (text) => (err += text),
      write: () => Promise.resolve(),
      read: () => Promise.resolve(''),
      readBytes: () => Promise.resolve(new Uint8Array()),
      onInterrupt: () => undefined,
    });
  /** A program in the place of the server's, which writes down how it was called. */
  const programThat = (ending: string) => {
    const path = join(folder, 'host.mjs');
    const told = 'JSON.stringify({ argv: process.argv.slice(2), folder: process.cwd(), mark: process.env.MARK })';
    writeFileSync(
      path,
      `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(join(folder, 'told'))}, ${told}); ${ending}`,
    );
    return { BOTHY_HOST_PROGRAM: path };
  };
  const told = () => JSON.parse(readFileSync(join(folder, 'told'), 'utf8'));

  it.each([
    ['audit', 'verify', '--json'],
    ['keys', 'rotate'],
    ['admin', 'reset', 'ada@example.test'],
    ['member', 'role', 'ada@example.test', 'viewer'],
    ['doctor', '--help'],
    ['restart', '--json'],
  ])('hands %s %s over as it is, and ends as it ends', async (...argv) => {
    expect(await bothy(argv, { ...programThat('process.exit(7)'), MARK: 'here' })).toBe(7);
    expect(told()).toEqual({ argv, folder: process.cwd(), mark: 'here' });
    expect(err).toBe('');
  });

  it('ends with 0 where all is well, and with 128 + n by signal n', async () => {
    expect(await bothy(['doctor'], programThat(''))).toBe(0);
    expect(
      await bothy(['doctor'], programThat("process.kill(process.pid, 'SIGKILL'); setInterval(() => {}, 1000)")),
    ).toBe(137);
  });

  it('says in one line where they run, where there is no such program', async () => {
    expect(await bothy(['audit', 'verify'], { BOTHY_HOST_PROGRAM: join(folder, 'none.js') })).toBe(1);
    expect(err).toMatch(/^bothy: bothy audit runs on the machine of the server[^\n]+\n$/);
  });
});
