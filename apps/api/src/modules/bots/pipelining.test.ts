import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

let app: TestApp;
let admin: string;

beforeAll(async () => {
  app = await startTestApp({ BOTHY_ROLE: 'all' });
  admin = await app.asAdmin();
});
afterAll(() => app.remove());

/** Sends requests one behind the other without waiting, and reads until the server has said so many ends. */
const pipelined = (paths: string[], ends: number): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(app.url).port), 'localhost');
    let text = '';
    socket.on('error', reject);
    socket.on('close', () => resolve(text));
    socket.on('data', (bytes) => {
      text += bytes.toString();
      if (text.split('event: end').length - 1 === ends) socket.end();
    });
    for (const path of paths) socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${admin}\r\n\r\n`);
  });

it('streams that share a connection come whole, one after another', async () => {
  await app.call('POST', '/api/bots', { slug: 'a', name: 'A', command: { argv: ['seq', '3'] } }, { token: admin });
  const { id } = (await app.call('POST', '/api/bots/a/runs?wait=20', {}, { token: admin })).json;
  const path = `/api/runs/${id}/events`;
  const text = await pipelined([path, path, path], 3);
  expect(text.split('HTTP/1.1 200').length - 1).toBe(3);
  expect(text.match(/"seq":3,/g)).toHaveLength(3);
});
