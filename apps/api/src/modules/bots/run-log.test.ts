import type { LogLine } from '@bothy/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linesOf, readEvents, runOf } from '../../testing/read-events.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

let app: TestApp;
let admin: string;

beforeAll(async () => {
  app = await startTestApp({ BOTHY_ROLE: 'all' });
  admin = await app.asAdmin();
});
afterAll(() => app.remove());

const call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  app.call(method, path, body, { token: admin, headers });
const start = async (slug: string, script: string) => {
  const command = { argv: [script], shell: true };
  await call('POST', '/api/bots', { slug, name: slug, command });
  return (await call('POST', `/api/bots/${slug}/runs`, {})).json as { id: string };
};
const eventsOf = (id: string, options: Parameters<typeof readEvents>[2] = {}) =>
  readEvents(`${app.url}/api/runs/${id}/events`, admin, options);
const counting = 'i=1; while [ $i -le 20000 ]; do echo "line $i"; i=$((i+1)); done; echo oops >&2; exit 3';
const expected = Array.from({ length: 20_000 }, (_, i) => `line ${i + 1}`);
const stdoutOf = (lines: LogLine[]) => lines.filter(({ stream }) => stream === 'stdout').map(({ text }) => text);

describe('events', () => {
  it('give every line once over a cut and a return, then the status and the end', async () => {
    const { id } = await start('count', counting);
    let seen = 0;
    const first = await eventsOf(id, {
      enough: (event) => event.event === 'log' && (seen += linesOf([event]).length) > 3000,
    });
    const lastId = first.findLast((event) => event.id)!.id!;
    const rest = await eventsOf(id, { headers: { 'last-event-id': lastId } });
    const lines = [...linesOf(first), ...linesOf(rest)];
    expect(stdoutOf(lines)).toEqual(expected);
    expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, i) => i + 1));
    expect(lines.filter(({ stream }) => stream === 'stderr').map(({ text }) => text)).toEqual(['oops']);
    expect(rest.slice(-2).map(({ event }) => event)).toEqual(['status', 'end']);
    expect(runOf(rest.at(-1))).toMatchObject({ status: 'failed', exitCode: 3, lineCount: 20_001 });
  });

  it('can be had again from any line when all is over', async () => {
    const { id } = await start('again', 'seq 1 500');
    await eventsOf(id);
    const replay = await readEvents(`${app.url}/api/runs/${id}/events?after=1:498`, admin);
    expect(linesOf(replay).map(({ text }) => text)).toEqual(['499', '500']);
    expect(replay.at(-1)!.event).toBe('end');
    expect((await call('GET', `/api/runs/${id}/events?after=9:1`)).json.code).toBe('bad_event_id');
  });

  it('bring an unfinished line while it stands, and the rest of it as the next', async () => {
    const { id } = await start('prompt', 'printf "Name? "; sleep 1; echo Ada');
    const events = await eventsOf(id);
    expect(linesOf(events)).toMatchObject([
      { seq: 1, text: 'Name? ', partial: true },
      { seq: 2, text: 'Ada' },
    ]);
    const log = await call('GET', `/api/runs/${id}/log`, undefined, { accept: 'text/plain' });
    expect(log.text).toBe('Name? Ada\n');
  });

  it('reach a hundred readers whole, though one does not read', async () => {
    const { id } = await start('crowd', 'for i in $(seq 1 300); do echo "line $i"; sleep 0.005; done');
    const idle = new AbortController();
    await fetch(`${app.url}/api/runs/${id}/events`, {
      headers: { authorization: `Bearer ${admin}` },
      signal: idle.signal,
    });
    const readers = await Promise.all(Array.from({ length: 100 }, () => eventsOf(id)));
    for (const events of readers) expect(linesOf(events)).toHaveLength(300);
    idle.abort();
  });

  it('end at once when the run was cancelled before it could start or is long over', async () => {
    const { id } = await start('over', 'true');
    await eventsOf(id);
    expect((await eventsOf(id)).map(({ event }) => event)).toEqual(['status', 'end']);
  });
});

describe('the log', () => {
  it('follows as text until the end', async () => {
    const { id } = await start('text', counting);
    const log = await call('GET', `/api/runs/${id}/log?follow=1`, undefined, { accept: 'text/plain' });
    expect(log.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(log.text).toBe(`${expected.join('\n')}\noops\n`);
  });

  it('comes in ranges of bytes', async () => {
    const { id } = await start('range', 'seq 1 50000');
    await eventsOf(id);
    const whole = Array.from({ length: 50_000 }, (_, i) => `${i + 1}\n`).join('');
    const get = (range: string) => call('GET', `/api/runs/${id}/log`, undefined, { accept: 'text/plain', range });
    const middle = await get('bytes=150000-150099');
    expect(middle.status).toBe(206);
    expect(middle.headers.get('content-range')).toBe(`bytes 150000-150099/${whole.length}`);
    expect(middle.text).toBe(whole.slice(150_000, 150_100));
    expect((await get('bytes=-7')).text).toBe(whole.slice(-7));
    expect((await get('bytes=0-')).text).toBe(whole);
    const beyond = await get(`bytes=${whole.length}-`);
    expect(beyond.status).toBe(416);
    expect(beyond.headers.get('content-range')).toBe(`bytes */${whole.length}`);
  });

  it('comes in pages, from the front, from the back and by what lines hold', async () => {
    const { id } = await start('pages', 'seq 1 3000; printf "\\033[31mre\\033[0md one\\n"; echo Reddish');
    await eventsOf(id);
    const page = async (query: string) => (await call('GET', `/api/runs/${id}/log?${query}`)).json;
    const seqs = async (query: string) => (await page(query)).lines.map(({ seq }: LogLine) => seq);
    expect(await seqs('after=10&limit=3')).toEqual([11, 12, 13]);
    expect(await seqs('before=10&limit=3')).toEqual([7, 8, 9]);
    expect(await seqs('before=3&limit=50')).toEqual([1, 2]);
    expect(await seqs('before=99999&limit=2')).toEqual([3001, 3002]);
    expect(await seqs('after=3002')).toEqual([]);
    expect(await seqs('search=RED')).toEqual([3001, 3002]);
    expect(await seqs('search=299&limit=2')).toEqual([299, 1299]);
    expect(await seqs('search=299&before=2990&limit=1')).toEqual([2299]);
    expect(await page('limit=1')).toMatchObject({ attempt: 1, lineCount: 3002, complete: true });
    expect((await call('GET', `/api/runs/${id}/log?attempt=2`)).json.code).toBe('attempt_not_found');
  });

  it('of a run that printed nothing is empty', async () => {
    const { id } = await start('silent', 'true');
    await eventsOf(id);
    expect((await call('GET', `/api/runs/${id}/log`)).json).toMatchObject({ lines: [], lineCount: 0, complete: true });
    expect((await call('GET', `/api/runs/${id}/log`, undefined, { accept: 'text/plain' })).text).toBe('');
  });
});

describe('what changes', () => {
  it('is told on one stream, to those who may see it', async () => {
    await call('POST', '/api/bots', { slug: 'told', name: 'told', command: { argv: ['true'] } });
    await call('POST', '/api/bots', { slug: 'hidden', name: 'hidden', command: { argv: ['true'] } });
    const scopes = ['bots:run:told'];
    const { token } = (await call('POST', '/api/tokens', { name: 'one', scopes, expiresInDays: 1 })).json;
    const final = (slug: string) => (event: { event: string; data: string }) =>
      event.event === 'run' && event.data.includes(slug) && event.data.includes('"succeeded"');
    const all = readEvents(`${app.url}/api/events`, admin, { enough: final('"told"') });
    const one = readEvents(`${app.url}/api/events`, token, { enough: final('"told"') });
    await new Promise((resolve) => setTimeout(resolve, 200));
    await call('POST', '/api/bots/hidden/runs?wait=10', {});
    await call('POST', '/api/bots/told/runs', {});
    expect((await all).map((event) => runOf(event).botSlug)).toContain('hidden');
    expect(new Set((await one).map((event) => runOf(event).botSlug))).toEqual(new Set(['told']));
  });

  it('and a stream ends when its token is revoked', async () => {
    const { id } = await start('revoked', 'sleep 30');
    const minted = (await call('POST', '/api/tokens', { name: 'gone', scopes: ['bots:run'], expiresInDays: 1 })).json;
    const reading = readEvents(`${app.url}/api/runs/${id}/events`, minted.token);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await call('DELETE', `/api/tokens/${minted.id}`);
    expect((await reading).map(({ event }) => event)).not.toContain('end');
    await call('POST', `/api/runs/${id}/cancel`);
  });
});
