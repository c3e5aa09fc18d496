import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { linesOf, readEvents, runOf } from '../../testing/read-events.js';
import { isAlive, ServerProcess } from '../../testing/server-process.js';

let server: ServerProcess;

beforeEach(async () => {
  server = await ServerProcess.start();
});
afterEach(async () => {
  await server.stop();
  rmSync(server.dataDir, { recursive: true, force: true });
});

const start = async (slug: string, script: string) => {
  await server.call('POST', '/api/bots', { slug, name: slug, command: { argv: [script], shell: true } });
  return (await server.call('POST', `/api/bots/${slug}/runs`, {})).id;
};
const eventsOf = (id: string, options: Parameters<typeof readEvents>[2] = {}) =>
  readEvents(`${server.url}/api/runs/${id}/events`, server.token, options);
const processesNamed = (mark: string) =>
  execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
    .split('\n')
    .filter((args) => args === mark);

it('a server that is killed misses nothing of what goes on meanwhile', async () => {
  const id = await start('count', 'i=1; while [ $i -le 50000 ]; do echo "line $i"; i=$((i+1)); done; exit 3');
  const slow = await start('slow', 'for i in $(seq 1 300); do echo "slow $i"; sleep 0.01; done; exit 4');
  let seen = 0;
  const before = await eventsOf(id, { enough: (event) => (seen += linesOf([event]).length) > 2000 });
  const slowBefore = await eventsOf(slow, { enough: ({ event }) => event === 'log' });
  const runner = server.runnerPid;
  await server.kill();
  await server.restart();
  expect(server.runnerPid).toBe(runner);

  const after = await eventsOf(id, { headers: { 'last-event-id': before.findLast((event) => event.id)!.id! } });
  const lines = [...linesOf(before), ...linesOf(after)];
  expect(lines.map(({ text }) => text)).toEqual(Array.from({ length: 50_000 }, (_, i) => `line ${i + 1}`));
  expect(runOf(after.at(-1))).toMatchObject({ status: 'failed', exitCode: 3 });

  const slowAfter = await eventsOf(slow, { headers: { 'last-event-id': slowBefore.at(-1)!.id! } });
  const slowLines = [...linesOf(slowBefore), ...linesOf(slowAfter)];
  expect(slowLines.map(({ text }) => text)).toEqual(Array.from({ length: 300 }, (_, i) => `slow ${i + 1}`));
  expect(runOf(slowAfter.at(-1))).toMatchObject({ status: 'failed', exitCode: 4 });
});

it('a runner that is killed loses its runs, but no line and no process', async () => {
  const id = await start('lost', 'echo seen; sleep 54321');
  const before = await eventsOf(id, { enough: ({ event }) => event === 'log' });
  await expect.poll(() => processesNamed('sleep 54321'), { timeout: 10_000 }).toHaveLength(1);
  process.kill(server.runnerPid, 'SIGKILL');
  const events = await eventsOf(id);
  expect(runOf(events.at(-1))).toMatchObject({ status: 'lost' });
  expect(linesOf(events)[0]).toEqual(linesOf(before)[0]);
  expect(processesNamed('sleep 54321')).toHaveLength(0);

  const next = await start('next', 'echo again');
  expect(linesOf(await eventsOf(next))).toMatchObject([{ text: 'again' }]);
});

it('a runner that is killed has every run accounted for, as each bot wants it', async () => {
  const bot = (slug: string, extra: object) =>
    server.call('POST', '/api/bots', {
      slug,
      name: slug,
      command: { argv: ['echo "attempt $BOTHY_ATTEMPT"; [ "$BOTHY_ATTEMPT" = 2 ] || sleep 76543'], shell: true },
      ...extra,
    });
  await bot('gone', {});
  await bot('again', { retry: { attempts: 2, on: ['lost'] } });
  const ids: string[] = [];
  for (const slug of ['gone', 'again']) {
    for (let i = 0; i < 5; i += 1) ids.push((await server.call('POST', `/api/bots/${slug}/runs`, {})).id);
  }
  for (const id of ids) await eventsOf(id, { enough: ({ event }) => event === 'log' });
  process.kill(server.runnerPid, 'SIGKILL');
  const ends = await Promise.all(ids.map(async (id) => runOf((await eventsOf(id)).at(-1))));
  expect(ends.slice(0, 5).map((run) => run?.status)).toEqual(Array.from({ length: 5 }, () => 'lost'));
  expect(ends.slice(5)).toMatchObject(Array.from({ length: 5 }, () => ({ status: 'succeeded', attempt: 2 })));
  expect(processesNamed('sleep 76543')).toHaveLength(0);
  for (const id of ids) {
    const page = (await server.call('GET', `/api/runs/${id}/log?attempt=1`)) as { lines?: { text: string }[] };
    expect(page.lines?.[0]?.text).toBe('attempt 1');
  }
});

it('a stop ends the runs, then the runner, and leaves no process', async () => {
  const id = await start('stopped', 'echo on; sleep 65432');
  await eventsOf(id, { enough: ({ event }) => event === 'log' });
  const runner = server.runnerPid;
  expect(await server.stop()).toBe(0);
  expect(isAlive(runner)).toBe(false);
  expect(processesNamed('sleep 65432')).toHaveLength(0);

  await server.restart();
  expect(await server.call('GET', `/api/runs/${id}`)).toMatchObject({
    status: 'cancelled',
    reason: 'Bothy was stopped.',
    lineCount: 1,
  });
});
