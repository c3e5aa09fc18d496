import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { saveKinds } from '@bothy/contracts';
import type { SaveKind } from '@bothy/ue4-codec';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  heroName,
  megabyte,
  mountsSample,
  palworldSave,
  prospectSample,
  SaveRig,
  smallSave,
} from '../../testing/save-rig.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

const collector = 'a-token-for-the-collector';
let app: TestApp;
let rig: SaveRig;

beforeAll(async () => {
  app = await startTestApp({ BOTHY_METRICS_TOKEN: collector });
  rig = new SaveRig(app, await app.asAdmin());
});
afterAll(() => app.remove());

const figures = async () => (await app.call('GET', '/metrics', undefined, { token: collector })).text;
const problemOf = ({ status, json }: { status: number; json: { code?: string } | null }) =>
  `${status} ${json?.code ?? 'no problem'}`;

describe('a save that is sent', () => {
  it('is told about', async () => {
    const bytes = smallSave();
    const { status, json } = await rig.inspect(bytes);
    expect(status).toBe(200);
    expect(json).toMatchObject({ kind: 'gvas', sizeBytes: bytes.length, propertyCount: 3, opaqueBytes: 0 });
    expect(json.engine).toMatch(/^4\.27\.2/);
    expect(json.summary.properties).toHaveLength(3);
  });

  it.each([
    ['palworld', () => palworldSave()],
    ['icarus-prospect', () => Buffer.from(prospectSample())],
    ['icarus-mounts', () => Buffer.from(mountsSample())],
  ] as const)('is known as %s by what is in it', async (kind, make) => {
    expect((await rig.inspect(make())).json).toMatchObject({ kind });
  });

  it('is of a kind of the codec, and of no other', () => {
    const kinds: readonly SaveKind[] = saveKinds;
    const of: Record<SaveKind, true> = Object.fromEntries(kinds.map((kind) => [kind, true])) as Record<SaveKind, true>;
    expect(Object.keys(of)).toHaveLength(saveKinds.length);
  });

  it('comes back edited, under the same name, and changed in nothing else', async () => {
    const bytes = smallSave();
    const answer = await rig.edit(bytes, [{ path: 'Gold', op: 'set', value: 99 }], 'Slot 1 ü.sav');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(answer.headers.get('content-length')).toBe(String(bytes.length));
    expect(answer.headers.get('content-disposition')).toContain("filename*=UTF-8''Slot%201%20%C3%BC.sav");
    const differing = [...bytes.keys()].filter((at) => bytes[at] !== answer.bytes[at]);
    expect(differing).toHaveLength(1);
    const list = await rig.edit(bytes, [
      { path: 'Items[+]', op: 'insert', value: 4 },
      { path: 'Items[0]', op: 'remove' },
      { path: 'Items[1]', op: 'duplicate' },
    ]);
    const json = JSON.parse((await rig.convert('json', list.bytes)).bytes.toString());
    expect(JSON.stringify(json)).toContain('[2,3,3,4]');
  });

  it('becomes JSON, and the JSON the same save', async () => {
    for (const bytes of [smallSave(), palworldSave(), Buffer.from(prospectSample())]) {
      const json = await rig.convert('json', bytes);
      expect(json.headers.get('content-type')).toBe('application/json; charset=utf-8');
      const back = await rig.convert('save', json.bytes);
      expect(back.bytes.equals(bytes)).toBe(true);
    }
  });

  it('may be sent by a token, whatever its scope', async () => {
    const made = { name: 'ci', scopes: ['bots:read'], expiresInDays: 1 };
    const minted = await app.call('POST', '/api/tokens', made, { token: rig.token });
    expect((await new SaveRig(app, minted.json.token).inspect(smallSave())).status).toBe(200);
    expect((await new SaveRig(app, null).inspect(smallSave())).status).toBe(401);
  });
});

describe('what is refused', () => {
  it('tells the place, in the file and in its content', async () => {
    const cut = await rig.inspect(smallSave().subarray(0, 60));
    expect(problemOf(cut)).toBe('422 save_refused');
    expect(cut.headers.get('content-type')).toContain('application/problem+json');
    expect(cut.json.details.offset).toBeGreaterThan(0);
    const noPath = await rig.edit(smallSave(), [{ path: 'Gold.Nope', op: 'set', value: 1 }]);
    expect(noPath.json).toMatchObject({ code: 'save_refused', details: { reason: 'bad-path', path: 'Gold.Nope' } });
    const noValue = await rig.edit(smallSave(), [{ path: 'Gold', op: 'set', value: 'many' }]);
    expect(noValue.json).toMatchObject({ code: 'save_refused', details: { reason: 'bad-value', path: 'Gold' } });
    expect((await rig.convert('save', Buffer.from('{"format":"bothy-save"'))).json.details.offset).toBe(22);
  });

  it('are files that are no saves', async () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from('hello'), Buffer.from('{}'), Buffer.alloc(1000)]) {
      const { status, json } = await rig.inspect(bytes);
      expect([status, json.code, json.details.reason]).toEqual([422, 'save_refused', 'not-a-save']);
    }
  });

  it.each([
    ['no form', 'text/plain', 'a=b'],
    ['no boundary', 'multipart/form-data', 'x'],
    ['a form without parts', 'multipart/form-data; boundary=x', '--x--\r\n'],
    [
      'a form that stops',
      'multipart/form-data; boundary=x',
      '--x\r\ncontent-disposition: form-data; name="file"\r\n\r\nab',
    ],
    ['a form of noise', 'multipart/form-data; boundary=x', 'noise'],
    [
      'another part',
      'multipart/form-data; boundary=x',
      '--x\r\ncontent-disposition: form-data; name="other"\r\n\r\nab\r\n--x--\r\n',
    ],
  ])('are edits in %s', async (_what, type, body) => {
    const answer = await rig.raw('POST', '/api/ue4/edit', Buffer.from(body), { 'content-type': type });
    expect(problemOf(answer)).toBe('400 invalid_request');
  });

  it.each([
    ['no JSON', '{'],
    ['no list', '{}'],
    ['an empty list', '[]'],
    ['an unknown act', '[{"path":"Gold","op":"grow"}]'],
    ['an unknown field', '[{"path":"Gold","op":"remove","why":1}]'],
    ['depth', `[{"path":"Gold","op":"set","value":${'['.repeat(100_000)}${']'.repeat(100_000)}}]`],
  ])('are edits that are %s', async (_what, edits) => {
    const answer = await rig.edit(smallSave(), edits);
    expect(problemOf(answer)).toBe('400 invalid_request');
    expect(answer.json.issues[0].path[0]).toBe('edits');
  });

  it('are files over 50 MB, before they are read and while they are', async () => {
    const sent = await rig.inspect(Buffer.alloc(50 * megabyte + 1));
    expect(problemOf(sent)).toBe('413 body_too_large');
    expect(sent.json.title).toContain('50 MB');
    expect(sent.json.details.limitBytes).toBe(50 * megabyte);
    expect(problemOf(await rig.convert('save', Buffer.alloc(50 * megabyte + 1)))).toBe('413 body_too_large');
    const form = await rig.edit(Buffer.alloc(50 * megabyte + 1), [{ path: 'Gold', op: 'remove' }]);
    expect(problemOf(form)).toBe('413 body_too_large');
    expect(await announced(51 * megabyte)).toMatch(/^HTTP\/1.1 413 /);
    expect(await chunked(51)).toMatch(/^HTTP\/1.1 413 /);
  });

  it('are more requests than may be in a minute, counted for each who asks', async () => {
    const strict = await startTestApp({ BOTHY_LIMIT_SAVES: '2' });
    try {
      const one = new SaveRig(strict, await strict.asAdmin());
      const two = new SaveRig(strict, await strict.asRole('viewer'));
      const statuses = async (of: SaveRig) => [
        (await of.inspect(smallSave())).status,
        (await of.inspect(smallSave())).status,
      ];
      expect(await statuses(one)).toEqual([200, 200]);
      const third = await one.inspect(smallSave());
      expect(problemOf(third)).toBe('429 too_many_requests');
      expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await statuses(two)).toEqual([200, 200]);
    } finally {
      await strict.remove();
    }
  });
});

const raw = async (head: string, feed: (write: (bytes: Buffer | string) => void) => void): Promise<string> => {
  const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
  // The answer may come, and the connection end, while the rest is still being written.
  socket.on('error', () => undefined);
  socket.write(`POST /api/ue4/inspect HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${rig.token}\r\n${head}\r\n\r\n`);
  feed((bytes) => socket.write(bytes));
  const [answer] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return answer.toString();
};
/** Not a byte of the body is sent. */
const announced = (sizeBytes: number) => raw(`content-length: ${sizeBytes}`, () => undefined);
const chunked = (megabytes: number) =>
  raw('transfer-encoding: chunked', (write) => {
    for (let at = 0; at < megabytes; at += 1) {
      write(`${megabyte.toString(16)}\r\n`);
      write(Buffer.alloc(megabyte));
      write('\r\n');
    }
    write('0\r\n\r\n');
  });

it('is counted by what it was and what was done with it, and nothing of it is kept, counted or logged', async () => {
  await rig.edit(smallSave(), [{ path: 'Gold', op: 'set', value: 5 }], 'my-secret-world.sav');
  await rig.edit(smallSave(), [{ path: `${heroName}.x`, op: 'remove' }], 'my-secret-world.sav');
  await rig.inspect(smallSave().subarray(0, -40));
  const text = await figures();
  expect(text).toMatch(/bothy_saves_opened_total\{act="edit",kind="gvas"\} [1-9]/);
  expect(text).toMatch(/bothy_saves_opened_total\{act="inspect",kind="none"\} [1-9]/);
  const files = readdirSync(app.config.dataDir, { recursive: true, withFileTypes: true }).filter((each) =>
    each.isFile(),
  );
  const kept = files.map((file) => readFileSync(`${file.parentPath}/${file.name}`, 'latin1')).join('\n');
  for (const word of [heroName, 'my-secret-world']) {
    expect(text).not.toContain(word);
    expect(kept).not.toContain(word);
  }
});
