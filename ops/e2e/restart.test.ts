import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { copyCheckout } from './checkout-copy.js';
import { isThere, NpmStart } from './npm-start.js';

const bots = 20;
const bursts = 120;
const linesPerBurst = 10;

/** Prints in bursts for half a minute, and ends with a code of its own. */
const printing = (bot: number) => `
i=0
while [ $i -lt ${bursts} ]; do
  i=$((i + 1))
  j=0
  while [ $j -lt ${linesPerBurst} ]; do j=$((j + 1)); echo "bot ${bot} burst $i line $j"; done
  sleep 0.25
done
exit ${bot}`;

const printed = (bot: number) =>
  Array.from({ length: bursts }, (_, i) =>
    Array.from({ length: linesPerBurst }, (_, j) => `bot ${bot} burst ${i + 1} line ${j + 1}\n`).join(''),
  ).join('');

describe('a server that is restarted', () => {
  let started: NpmStart;
  let copy: { folder: string; remove: () => void } | null = null;
  afterEach(async () => {
    await started.remove();
    copy?.remove();
    copy = null;
  });

  const startBot = async (slug: string, script: string): Promise<string> => {
    await started.call('POST', '/api/bots', { slug, name: slug, command: { argv: [script], shell: true } });
    return (await started.call<{ id: string }>('POST', `/api/bots/${slug}/runs`, {})).id;
  };
  const runOf = (id: string) =>
    started.call<{ status: string; exitCode: number | null; finishedAt: string | null }>('GET', `/api/runs/${id}`);

  it('by a crash and then by bothy restart leaves 20 printing bots as they are, every line once', async () => {
    started = await NpmStart.start();
    const ids = await Promise.all(Array.from({ length: bots }, (_, bot) => startBot(`bot-${bot}`, printing(bot))));
    const runner = started.pidOf('runner');
    process.kill(started.pidOf('server'), 'SIGKILL');
    expect(await started.isGoneIn(5_000)).toBe(true);
    await started.again();

    const group = started.pid;
    const server = started.pidOf('server');
    const { code, out, err } = await started.bothy('restart', '--json');
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out)).toMatchObject({ before: server, after: started.pidOf('server') });
    expect(started.pidOf('server')).not.toBe(server);
    expect(isThere(group)).toBe(true);
    expect(started.pidOf('runner')).toBe(runner);

    const states = (await Promise.all(ids.map(runOf))).map(({ status }) => status);
    expect(states).toEqual(ids.map(() => 'running'));
    await expect
      .poll(async () => (await Promise.all(ids.map(runOf))).every(({ finishedAt }) => finishedAt), { timeout: 60_000 })
      .toBe(true);
    for (const [bot, id] of ids.entries()) {
      expect(await runOf(id)).toMatchObject({ status: bot === 0 ? 'succeeded' : 'failed', exitCode: bot });
      const answer = await fetch(`${started.url}/api/runs/${id}/log`, {
        headers: { authorization: `Bearer ${started.token}`, accept: 'text/plain' },
      });
      expect(await answer.text()).toBe(printed(bot));
    }
  });

  it.each([
    [0, 'group', 'SIGTERM'],
    [150, 'process', 'SIGTERM'],
    [450, 'group', 'SIGINT'],
    [900, 'process', 'SIGTERM'],
    [1400, 'group', 'SIGHUP'],
  ] as const)('and told to end %i ms into that (%s, %s) leaves nothing behind', async (afterMs, whom, signal) => {
    started = await NpmStart.start();
    await startBot('sleeper', 'echo $$; exec sleep 600');
    const log = async () => started.call<string>('GET', `/api/runs/${await newest()}/log?follow=0`);
    const newest = async () => (await started.call<{ items: { id: string }[] }>('GET', '/api/runs')).items[0]?.id ?? '';
    await expect.poll(async () => JSON.stringify(await log()), { timeout: 10_000 }).toMatch(/"text":"\d+"/);
    const runner = started.pidOf('runner');
    const restarted = started.bothy('restart');
    await sleep(afterMs);
    started.signal(signal, whom);
    expect(await started.isGoneIn(15_000)).toBe(true);
    // It says that it is done a moment before it is gone.
    await expect.poll(() => isThere(runner), { timeout: 2_000 }).toBe(false);
    void restarted;
  });

  it('is built anew where the checkout changed', async () => {
    copy = copyCheckout();
    started = await NpmStart.start(copy.folder);
    const main = join(copy.folder, 'apps/api/src/main.ts');
    writeFileSync(main, readFileSync(main, 'utf8').replace('Bothy listens on', 'Bothy, upgraded, listens on'));
    const { code, err } = await started.bothy('restart');
    expect([code, err]).toEqual([0, '']);
    expect(started.output).toContain('bothy: build api');
    expect(started.output).toContain('Bothy, upgraded, listens on');
    expect(started.output).not.toContain('bothy: build web (');
  });

  it('that is not there is said to be not there', async () => {
    started = await NpmStart.start();
    started.signal('SIGTERM');
    expect(await started.isGoneIn(15_000)).toBe(true);
    const { code, err } = await started.bothy('restart');
    expect(code).toBe(1);
    expect(err).toMatch(/^bothy: No server runs over the data folder .+\n$/);
  });
});
