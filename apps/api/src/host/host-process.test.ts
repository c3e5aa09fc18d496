import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEvents } from '../testing/read-events.js';
import { ServerProcess } from '../testing/server-process.js';

const program = join(import.meta.dirname, '../../dist/host.js');

describe('the built program of the host, beside a built server', () => {
  let server: ServerProcess;
  beforeAll(async () => {
    if (!existsSync(program)) throw new Error('The server is not built. Run npm start or node ops/prepare.mjs first.');
    server = await ServerProcess.start();
  }, 60_000);
  afterAll(() => server.stop());

  const bothy = (...argv: string[]): Promise<{ code: number; out: string; err: string }> =>
    new Promise((resolve) => {
      const env = { PATH: process.env['PATH'], BOTHY_DATA_DIR: server.dataDir, BOTHY_PUBLIC_URL: server.url };
      execFile(
        process.execPath,
        [program, ...argv],
        { env, cwd: server.dataDir, maxBuffer: 2 ** 28 },
        (error, out, err) => resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err }),
      );
    });

  it('writes while the server writes: nothing is lost, refused or broken on either side', async () => {
    const over = new AbortController();
    let written = 0;
    const refused: unknown[] = [];
    const writer = async (name: string) => {
      for (let index = 0; !over.signal.aborted; index += 1) {
        const slug = `${name}-${index}`;
        const made = await server.call('POST', '/api/bots', { slug, name: slug, command: { argv: ['true'] } });
        if (made.id) written += 1;
        else refused.push(made);
      }
    };
    const writers = ['a', 'b', 'c', 'd'].map(writer);
    const answers = [];
    for (let times = 0; times < 3; times += 1) {
      answers.push(await bothy('admin', 'reset', 'ada@example.test'), await bothy('audit', 'verify'));
    }
    over.abort();
    await Promise.all(writers);
    expect(refused.slice(0, 3)).toEqual([]);
    expect(answers.map(({ code, err }) => (code === 0 ? 0 : err))).toEqual(answers.map(() => 0));
    const { code, out } = await bothy('audit', 'export');
    expect(code).toBe(0);
    const actions = out
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { action: string }).action);
    expect(actions.filter((action) => action === 'bot.created')).toHaveLength(written);
    expect(actions.filter((action) => action === 'member.reset')).toHaveLength(3);
    expect(await bothy('audit', 'verify')).toMatchObject({ code: 0, err: '' });
  }, 120_000);

  it('ends the streams of those whom it signs out', async () => {
    const stream = readEvents(`${server.url}/api/events`, server.token);
    // The server looks at what other processes do once a stream is open.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect((await bothy('member', 'sessions', 'ada@example.test')).code).toBe(0);
    await stream;
    expect((await fetch(`${server.url}/api/me`, { headers: { authorization: `Bearer ${server.token}` } })).status).toBe(
      401,
    );
  }, 60_000);

  it('ends with 0, 1 and 2, and keeps its own words off standard output', async () => {
    expect(await bothy('doctor')).toMatchObject({ code: 0, err: '' });
    expect(await bothy('admin', 'reset', 'nobody@example.test')).toMatchObject({ code: 1, out: '' });
    expect(await bothy('dance')).toMatchObject({ code: 2, out: '' });
  });
});
