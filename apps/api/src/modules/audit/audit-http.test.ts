import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { PasskeyActs } from '../../testing/passkey-acts.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';
import type { SoftwarePasskey } from '../../testing/software-passkey.js';
import { AuditTrail } from './application/audit-trail.js';
import { hashOf } from './domain/audit-record.js';

let test: TestApp;
let acts: PasskeyActs;
let admin: string;
let passkey: SoftwarePasskey;
beforeAll(async () => {
  test = await startTestApp({ BOTHY_LIMIT_SIGN_IN: '1000', BOTHY_LIMIT_ANONYMOUS: '10000' });
  acts = new PasskeyActs(test);
  ({ passkey } = await acts.add(await test.asAdmin()));
  admin = (await acts.signIn(passkey)).json.accessToken;
});
afterAll(() => test.remove());

const append = (count: number, actor: string, action: string, target: string) =>
  test.get(UnitOfWork).run(async () => {
    for (let index = 0; index < count; index += 1) {
      await test.get(AuditTrail).append({
        actor: { kind: 'member', id: actor, name: actor },
        action,
        target: { kind: 'thing', id: target, name: target },
        details: { index, text: 'a "quoted", line\nbreak' },
      });
    }
  });
const list = (query: string) => test.call('GET', `/api/audit?${query}`, undefined, { token: admin });
const exported = async (query = '') => {
  await acts.stepUp(admin, passkey, 'audit.export');
  return test.call('GET', `/api/audit/export?${query}`, undefined, { token: admin });
};

describe('list of acts', () => {
  it('comes in pages, filtered', async () => {
    await append(5, 'Zoë', 'kettle.boiled', 'Kitchen');
    await append(1, 'Zoë', 'kettle.emptied', 'Kitchen');
    const first = await list('action=kettle.boiled&limit=3');
    expect(first.json.items).toHaveLength(3);
    const second = await list(`action=kettle.boiled&limit=3&cursor=${first.json.nextCursor}`);
    expect([second.json.items.length, second.json.nextCursor]).toEqual([2, null]);
    const ids = [...first.json.items, ...second.json.items].map((item: { id: string }) => item.id);
    expect(new Set(ids).size).toBe(5);
    expect((await list('action=kettle.')).json.items).toHaveLength(6);
    expect((await list(`q=${encodeURIComponent('zOË')}&actor=Zo%C3%AB&target=Kitchen`)).json.items).toHaveLength(6);
    expect((await list('q=')).json.items.length).toBeGreaterThan(6);
    // Without milliseconds, as people write it.
    expect((await list('from=2999-01-01T00:00:00Z')).json.items).toEqual([]);
    expect((await list('action=kettle.&to=2999-01-01T00:00:00Z')).json.items).toHaveLength(6);
  });

  it.each(['cursor=x', 'from=yesterday', 'action=Not+one', 'nope=1'])('refuses %s', async (query) => {
    expect((await list(query)).status).toBe(400);
  });
});

describe('export', () => {
  it('is not given without a passkey of this minute', async () => {
    const fresh = (await acts.signIn(passkey)).json.accessToken;
    const answer = await test.call('GET', '/api/audit/export', undefined, { token: fresh });
    expect(answer.json).toMatchObject({ status: 403, code: 'step_up_required' });
  });

  it('gives all that the hash covers, one entry a line, and writes itself down', async () => {
    await append(1200, 'Many', 'bulk.added', 'Pile');
    const answer = await exported();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename="bothy-audit-\d{4}-\d\d-\d\d\.ndjson"$/,
    );
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const entries = answer.text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    let prevHash = '0'.repeat(64);
    for (const [index, { position, hash, ...body }] of entries.entries()) {
      expect(position).toBe(index + 1);
      expect(body.prevHash).toBe(prevHash);
      expect(hashOf(body)).toBe(hash);
      prevHash = hash;
    }
    expect(entries.at(-1)).toMatchObject({
      action: 'audit.exported',
      actor: { name: 'Ada Admin' },
      details: { format: 'ndjson' },
    });
  });

  it('gives a table that spreadsheets read and do not run', async () => {
    await append(1, '=HYPERLINK("http://evil.test")', 'sheet.opened', '@SUM(A1)');
    await append(1, ' -1+1', 'sheet.opened', 'a "quoted", name\r\nof two lines');
    const { text, headers } = await exported('format=csv&action=sheet.opened');
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    const [head, ...rows] = parseCsv(text);
    const cell = (row: string[] | undefined, name: string) => row?.[head?.indexOf(name) ?? -1];
    expect(rows).toHaveLength(2);
    expect(cell(rows[0], 'actor_name')).toBe(`'=HYPERLINK("http://evil.test")`);
    expect(cell(rows[0], 'target_name')).toBe(`'@SUM(A1)`);
    expect(cell(rows[1], 'actor_name')).toBe(`' -1+1`);
    expect(cell(rows[1], 'target_name')).toBe('a "quoted", name\r\nof two lines');
    expect(JSON.parse(cell(rows[1], 'details') ?? '')).toEqual({ index: 0, text: 'a "quoted", line\nbreak' });
    const [written] = (await list('action=audit.exported&limit=1')).json.items;
    expect(written.details).toEqual({ format: 'csv', filter: { action: 'sheet.opened' } });
  });

  it('ends with a reader that goes away, and hinders nobody else', async () => {
    await append(3000, 'Many', 'bulk.added', 'Pile');
    await acts.stepUp(admin, passkey, 'audit.export');
    const ending = new AbortController();
    const answer = await fetch(`${test.url}/api/audit/export`, {
      headers: { authorization: `Bearer ${admin}` },
      signal: ending.signal,
    });
    expect(answer.status).toBe(200);
    ending.abort();
    expect((await list('limit=1')).status).toBe(200);
  });
});

/** By RFC 4180, and nothing else. */
const parseCsv = (text: string): string[][] => {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
};
