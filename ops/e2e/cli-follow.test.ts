import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NpmStart } from './npm-start.js';

const bursts = 80;
const linesPerBurst = 50;

/** About 8 s of bursts, a line of stderr in each, and an exit code of its own. */
const script = `
i=0
while [ $i -lt ${bursts} ]; do
  i=$((i + 1))
  seq -f "burst $i line %.0f ä€" ${linesPerBurst}
  echo "burst $i" >&2
  sleep 0.1
done
exit 7`;

const stdout = Array.from({ length: bursts }, (_, i) =>
  Array.from({ length: linesPerBurst }, (_, j) => `burst ${i + 1} line ${j + 1} ä€\n`).join(''),
).join('');
const stderr = Array.from({ length: bursts }, (_, i) => `burst ${i + 1}\n`).join('');

const ours = /^bothy: .*\n/gm;

describe('bothy in a pipeline', () => {
  let started: NpmStart;
  beforeAll(async () => {
    started = await NpmStart.start();
    await createBot('bursts', script);
  });
  afterAll(() => started.remove());

  const createBot = (slug: string, text: string, more: object = {}) =>
    started.call('POST', '/api/bots', { slug, name: slug, command: { argv: [text], shell: true }, ...more });
  const follow = 'set -o pipefail; bothy run bursts --follow | cat; exit "${PIPESTATUS[0]}"';
  const running = () =>
    expect
      .poll(async () => JSON.stringify(await started.call('GET', '/api/runs?limit=1')), { timeout: 20_000 })
      .toContain('"status":"running"');

  it('survives a server that is killed and started again: every line once, and the exit code of the bot', async () => {
    const followed = started.bash(follow);
    await running();
    await sleep(1_500);
    process.kill(started.pidOf('server'), 'SIGKILL');
    await started.isGoneIn(5_000);
    await sleep(500);
    await started.again();
    const { code, out, err } = await followed;
    expect(out).toBe(stdout);
    expect(err.replace(ours, '')).toBe(stderr);
    expect(err).toContain('Trying again.');
    expect(err).toMatch(/bothy: bursts #1 failed \(exit code 7, .* s, 4080 lines\)\n/);
    expect(code).toBe(7);
  });

  it('survives an upgrade restart, and is read by a program', async () => {
    const followed = started.bash(follow.replace('--follow', '--follow --json'));
    await running();
    await sleep(1_000);
    expect(await started.bothy('restart')).toMatchObject({ code: 0 });
    const { code, out } = await followed;
    const told = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const text = told.flatMap(({ line }) => (line?.stream === 'stdout' ? [`${line.text}\n`] : []));
    expect(text.join('')).toBe(stdout);
    expect(told.at(-1)).toMatchObject({ run: { status: 'failed', exitCode: 7 } });
    expect(code).toBe(7);
  });

  it('starts one run, though the server is away when it is asked', async () => {
    await createBot('once', 'echo once');
    started.signal('SIGTERM');
    await started.isGoneIn(15_000);
    const ran = started.bothy('run', 'once', '--follow');
    await sleep(1_000);
    await started.again();
    const { code, out, err } = await ran;
    expect([code, out]).toEqual([0, 'once\n']);
    expect(err).toContain('Trying again.');
    const runs = await started.call<{ items: object[] }>('GET', '/api/bots/once/runs');
    expect(runs.items).toHaveLength(1);
  });

  it('ends quietly when its reader has seen enough', async () => {
    const { code, out, err } = await started.bash('set -o pipefail; bothy logs bursts#1 | head -n 3');
    expect([code, out]).toEqual([0, 'burst 1 line 1 ä€\nburst 1 line 2 ä€\nburst 1 line 3 ä€\n']);
    expect(err.replace(/^burst \d+\n/gm, '')).toBe('');
  });

  it('follows from one attempt to the next', async () => {
    const flaky = 'if [ -e been ]; then echo second; exit 0; fi; touch been; echo first; exit 3';
    await started.call('POST', '/api/bots', {
      slug: 'flaky',
      name: 'Flaky',
      command: { argv: [flaky], shell: true, workingDir: 'kept' },
      retry: { attempts: 2, backoff: 1 },
    });
    const { code, out, err } = await started.bothy('run', 'flaky', '--follow');
    expect([code, out]).toEqual([0, 'first\nsecond\n']);
    expect(err).toMatch(/attempt 2( of 2)? begins/);
    expect(err).toContain('2 attempts');
  });
});
