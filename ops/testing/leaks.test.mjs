import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Evidence } from './evidence.mjs';
import { searchEvidence, sortsOfSecrets } from './leaks.mjs';
import { watchServer } from './watch-exchanges.mjs';

const secret = 'Zq7-quite secret/ü"9w_kT';
let folder;
let evidence;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bothy-evidence-'));
  evidence = new Evidence(folder);
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Something harmless in every place, and one secret of each sort. */
const leaveAll = () => {
  for (const sort of sortsOfSecrets) evidence.secret(sort, `${secret} ${sort}`);
  writeFileSync(evidence.logFile(), 'all is well\n');
  evidence.errorAnswer('GET /api/nope', 404, '{"status":404}');
  evidence.sentry('{"type":"event"}');
  evidence.tables('members|1|Ada');
};
const complaints = async () =>
  Object.fromEntries((await searchEvidence(folder)).results.map((each) => [each.title, each.complaints]));
const database = (text) => {
  const path = join(folder, 'some.sqlite');
  writeFileSync(path, Buffer.concat([Buffer.alloc(70_000), Buffer.from(text), Buffer.alloc(70_000)]));
  evidence.file(path);
};

it('finds nothing where nothing is', async () => {
  leaveAll();
  expect(Object.values(await complaints()).flat()).toEqual([]);
});

const planted = `${secret} password`;
const places = [
  ['not in logs', (text) => writeFileSync(evidence.logFile(), `{"msg":"${text}"}\n`)],
  ['not in logs', (text) => writeFileSync(evidence.logFile('stdout'), `Listening ${text}\n`)],
  ['not in error answers', (text) => evidence.errorAnswer('POST /api/x', 400, text)],
  ['not in events for Sentry', (text) => evidence.sentry(text)],
  ['not in the database in clear', (text) => evidence.tables(text)],
  ['not in the database in clear', database],
];
it.each(places)('finds a secret that was planted: %s (%#)', async (words, plant) => {
  leaveAll();
  plant(planted);
  const found = await complaints();
  expect(found[`secrets: ${words}`]).toHaveLength(1);
  expect(found[`secrets: ${words}`][0]).toContain('a password in ');
  expect(Object.values(found).flat()).toHaveLength(1);
});

const shapes = [
  ['in JSON', JSON.stringify(planted)],
  ['in JSON within JSON', JSON.stringify(JSON.stringify(planted))],
  ['in a URL', encodeURIComponent(planted)],
  ['in base64', Buffer.from(planted).toString('base64')],
  ['in base64 behind one byte', Buffer.from(`:${planted}:`).toString('base64')],
  ['in base64url behind two bytes', Buffer.from(`me${planted}`).toString('base64url')],
  ['in hex', Buffer.from(planted).toString('hex')],
];
it.each(shapes)('finds it %s', async (_shape, text) => {
  leaveAll();
  evidence.sentry(`…${text}…`);
  expect((await complaints())['secrets: not in events for Sentry']).toHaveLength(1);
});

it('fails where a place or a sort of secret has no evidence at all', async () => {
  for (const each of Object.values(await complaints())) expect(each).not.toEqual([]);
  expect((await complaints())['secrets: every sort was seen']).toHaveLength(sortsOfSecrets.length);
});

it('lets the one line pass that hands out the setup link, on standard output only', async () => {
  leaveAll();
  writeFileSync(evidence.logFile('stdout'), `Make the first admin: http://x/setup#token=${planted}\n`);
  expect((await complaints())['secrets: not in logs']).toEqual([]);
  writeFileSync(evidence.logFile('stderr'), `Make the first admin: http://x/setup#token=${planted}\n`);
  expect((await complaints())['secrets: not in logs']).toHaveLength(1);
});

it('learns secrets from what passes through a server, in both directions, and keeps what errors answer', async () => {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const isGood = request.url === '/good';
      response.writeHead(isGood ? 200 : 400, { 'set-cookie': 'refresh=cookie-value-31f0; HttpOnly' });
      response.end(JSON.stringify(isGood ? { accessToken: 'eyJ.access-token.x' } : { echo: 'a-good-password-42' }));
    });
  });
  watchServer(server, evidence);
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${server.address().port}`;
  await (await fetch(`${url}/good`, { headers: { authorization: 'Bearer bty_of-some-length' } })).text();
  await (
    await fetch(`${url}/bad?state=state-of-a-query`, { method: 'POST', body: '{"password":"a-good-password-42"}' })
  ).text();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  for (const hidden of ['eyJ.access-token.x', 'bty_of-some-length', 'cookie-value-31f0', 'state-of-a-query'])
    evidence.sentry(hidden);
  const found = await complaints();
  expect(found['secrets: not in events for Sentry']).toHaveLength(4);
  expect(found['secrets: not in error answers']).toEqual([expect.stringContaining('a password in ')]);
});
