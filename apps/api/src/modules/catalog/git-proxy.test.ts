import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Evidence } from '../../../../../ops/testing/evidence.mjs';
import { GitRig } from './testing/git-rig.js';
import { recordedGit } from './testing/recorded-git.js';
import type { SeenRequest } from './testing/git-backend.js';

const packRequest = 'application/x-git-upload-pack-request';
const traced = { GIT_CURL_VERBOSE: '1', GIT_TRACE_CURL: '1', GIT_TRACE_PACKET: '1' };

describe('the way of git through the server', () => {
  let rig: GitRig;
  const kept = new Evidence(mkdtempSync(join(tmpdir(), 'bothy-git-log-')));

  beforeAll(async () => {
    rig = await GitRig.open({}, kept);
    await rig.repositories.small('tool');
    await rig.repositories.manyRefs('wide', 3_000);
    for (const slug of ['tool', 'wide']) await rig.tool(slug);
    await rig.tool('closed', { visibility: 'members' }, 'tool.git');
  });
  afterAll(async () => {
    await rig.remove();
    await rm(kept.folder, { recursive: true });
  });
  beforeEach(() => {
    rig.backend.seen.length = 0;
    rig.backend.instead = () => false;
  });

  const log = () => {
    const folder = join(kept.folder, 'logs');
    return readdirSync(folder)
      .map((file) => readFileSync(join(folder, file), 'utf8'))
      .join('');
  };
  const posts = () => rig.backend.seen.filter(({ method }) => method === 'POST');
  const unpacked = ({ headers, body }: SeenRequest) =>
    String(headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body);
  const clone = (repository: string, folder: string, ...settings: string[]) =>
    rig.run([...settings, 'clone', rig.url(repository), folder]);
  const post = (
    body: string | Uint8Array,
    headers: Record<string, string> = {},
    path = '/git/tool.git/git-upload-pack',
  ) =>
    rig.app.call('POST', path, body, {
      headers: { 'content-type': packRequest, 'git-protocol': 'version=2', ...headers },
    });

  it('tells the repository who asks, and git nothing of that', async () => {
    const { code, stderr } = await rig.git.run(['clone', '-v', rig.url('tool.git'), 'secret'], { env: traced });
    expect(code).toBe(0);
    expect(rig.backend.seen.map(({ authorised }) => authorised)).toEqual([true, true, true]);
    const basic = Buffer.from(`${rig.backend.username}:${rig.backend.token}`).toString('base64');
    for (const text of [stderr, log()]) {
      expect(text).not.toContain(rig.backend.token);
      expect(text).not.toContain(basic);
      expect(text).not.toContain(`:${rig.backend.port}`);
    }
    expect(stderr).toMatch(/cache-control: no-cache, max-age=0, must-revalidate/i);
  });

  it('passes on what git says of the protocol and the body, and nothing of who sends it', async () => {
    await rig.get([
      '-c',
      'http.extraHeader=X-Mine: 1',
      '-c',
      'http.userAgent=mine/1',
      'ls-remote',
      rig.url('tool.git'),
    ]);
    const [refs, list] = rig.backend.seen;
    expect(refs?.url).toBe('/tool.git/info/refs?service=git-upload-pack');
    expect(refs?.headers).toMatchObject({ 'git-protocol': 'version=2', accept: '*/*' });
    expect(list?.headers).toMatchObject({ 'content-type': packRequest, 'git-protocol': 'version=2' });
    const names = new Set(rig.backend.seen.flatMap(({ headers }) => Object.keys(headers)));
    for (const name of ['x-mine', 'x-forwarded-for', 'user-agent', 'cookie', 'referer'])
      expect(names).not.toContain(name);
  });

  it('takes requests that git packs', async () => {
    const act = () => rig.get(['clone', '-q', '--mirror', rig.url('wide.git'), 'packed']);
    expect(await rig.counted('wide', act)).toEqual({ clones: 1, fetches: 0 });
    const fetch = posts().at(-1);
    expect(fetch?.headers['content-encoding']).toBe('gzip');
    expect(fetch && unpacked(fetch).split('want ')).toHaveLength(3_000 + 3);
    await rig.get(['fsck', '--full'], 'packed');
  });

  it('takes requests that git sends in chunks', async () => {
    const settings = ['-c', 'http.postBuffer=65536', '-c', 'core.compression=0'];
    const act = () => rig.get([...settings, 'clone', '-q', '--mirror', rig.url('wide.git'), 'chunks']);
    expect(await rig.counted('wide', act)).toEqual({ clones: 1, fetches: 0 });
    expect(posts().at(-1)?.headers['transfer-encoding']).toBe('chunked');
    expect(await rig.get(['rev-list', '--all', '--count'], 'chunks')).toBe('3000');
    await rig.get([...settings, 'fetch', '-q'], 'chunks');
  });

  it('passes on what it cannot unpack itself, as it is', async () => {
    const broken = gzipSync(recordedGit.lsRefs.request).fill(0xff, 12);
    await post(broken, { 'content-encoding': 'gzip' });
    expect(posts().at(-1)?.body).toEqual(broken);
    await post('no line of git');
    expect(String(posts().at(-1)?.body)).toBe('no line of git');
    expect((await rig.run(['ls-remote', rig.url('tool.git')])).code).toBe(0);
  });

  it('unpacks no more than it wants to see', async () => {
    const bomb = gzipSync(Buffer.alloc(60 * 1024 * 1024, '0004'));
    await post(bomb, { 'content-encoding': 'gzip' });
    expect(posts().at(-1)?.body).toEqual(bomb);
  });

  it('takes no request that is too large, or none of git', async () => {
    const huge = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { 'content-type': packRequest, 'content-length': String(65 * 1024 * 1024) };
      const request = httpRequest(`${rig.url('tool.git')}/git-upload-pack`, { method: 'POST', headers }, (response) => {
        resolve(response.statusCode);
        request.destroy();
      });
      request.once('error', reject).flushHeaders();
    });
    expect(huge).toBe(413);
    rig.backend.instead = (request) => {
      request.resume();
      return true;
    };
    const endless = new ReadableStream({ pull: (stream) => stream.enqueue(new Uint8Array(1024 * 1024)) });
    const init = { method: 'POST', headers: { 'content-type': packRequest }, body: endless, duplex: 'half' };
    const answer = await fetch(`${rig.url('tool.git')}/git-upload-pack`, init as RequestInit);
    expect([answer.status, await answer.text()]).toEqual([413, expect.stringContaining('64 MB')]);
    rig.backend.seen.length = 0;
    expect((await post('{}', { 'content-type': 'application/json' })).status).toBe(400);
    expect(posts()).toEqual([]);
  });

  it('refuses a push, in words that git shows', async () => {
    await rig.get(['clone', '-q', rig.url('tool.git'), 'pusher']);
    const { code, stderr } = await rig.run(['push', 'origin', 'HEAD:refs/heads/mine'], 'pusher');
    expect(code).not.toBe(0);
    expect(stderr).toContain('remote: This repository is for reading only: nothing can be pushed here.');
    expect(stderr).toMatch(/fatal: unable to access '.*': The requested URL returned error: 403/);
    const direct = await post('0000', {}, '/git/tool.git/git-receive-pack');
    expect([direct.status, direct.headers.get('content-type')]).toEqual([403, 'text/plain; charset=utf-8']);
    expect(rig.backend.seen.filter(({ url }) => url.includes('receive-pack'))).toEqual([]);
  });

  it('says so to what it does not speak, in plain text, whatever it sends', async () => {
    const lfs = 'application/vnd.git-lfs+json';
    for (const path of ['info/lfs/objects/batch', 'info/lfs/locks/verify', 'x']) {
      const answer = await post('{}', { 'content-type': lfs }, `/git/tool.git/${path}`);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/plain; charset=utf-8']);
      expect(answer.text).toBe('There is nothing to clone at this address.\n');
    }
    const got = await fetch(`${rig.url('tool.git')}/HEAD`);
    expect([got.status, got.headers.get('content-type')]).toEqual([404, 'text/plain; charset=utf-8']);
  });

  it('says that there is no such repository', async () => {
    await rig.call('POST', '/api/catalog/tools', { slug: 'bare', name: 'bare', summary: 'Without a repository.' });
    for (const repository of ['nothing.git', 'bare.git', '..%2ftool.git', 'tool.git.git']) {
      const { code, stderr } = await clone(repository, 'missing');
      expect([code, stderr]).toEqual([128, expect.stringMatching(/remote: There is no.*\n.*not found/s)]);
    }
    expect(rig.backend.seen).toEqual([]);
  });

  it('speaks the smart protocol only', async () => {
    const answer = await rig.app.call('GET', '/git/tool.git/info/refs');
    expect([answer.status, answer.text]).toEqual([403, expect.stringContaining('smart protocol')]);
    for (const path of ['HEAD', 'objects/info/packs', 'config']) {
      expect((await rig.app.call('GET', `/git/tool.git/${path}`)).status).toBe(404);
    }
  });

  describe('for members', () => {
    let token: string;

    beforeAll(async () => {
      const body = { name: 'Build', scopes: ['catalog:read'], expiresInDays: 1 };
      token = (await rig.call('POST', '/api/tokens', body)).json.token;
    });

    const withToken = (name: string) => rig.url('closed.git').replace('://', `://${name}:${token}@`);

    it('asks who it is', async () => {
      const { code, stderr } = await clone('closed.git', 'stranger');
      expect([code, stderr]).toEqual([128, expect.stringContaining('could not read Username')]);
      const answer = await rig.app.call('GET', '/git/closed.git/info/refs?service=git-upload-pack');
      expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, expect.stringMatching(/^Basic /)]);
    });

    it('takes an API token as the password, or in a header', async () => {
      const act = () => rig.get(['clone', '-q', withToken('anyone'), 'by-password']);
      expect(await rig.counted('closed', act)).toEqual({ clones: 1, fetches: 0 });
      const header = `http.extraHeader=Authorization: Bearer ${token}`;
      expect((await clone('closed.git', 'by-header', '-c', header)).code).toBe(0);
      const told = rig.backend.seen.map(({ headers }) => JSON.stringify(headers)).join('');
      expect(told).not.toContain(token);
      expect(told).not.toContain(Buffer.from(`anyone:${token}`).toString('base64'));
    });

    it('lets nobody in with another', async () => {
      const { code, stderr } = await rig.run(['clone', withToken('anyone').replace(token, `${token}x`), 'wrong']);
      expect([code, stderr]).toEqual([128, expect.stringContaining('Authentication failed')]);
      expect(rig.backend.seen).toEqual([]);
    });
  });

  describe('when the repository', () => {
    const unavailable = 'remote: The repository behind this address does not answer at the moment.';
    const closed = 'remote: The repository behind this address does not let this server in.';

    const refusal = async (repository: string) => {
      const { code, stderr } = await clone(repository, 'refused');
      expect(code).toBe(128);
      for (const secret of [rig.backend.token, String(rig.backend.port), '127.0.0.1'])
        expect(stderr).not.toContain(secret);
      return stderr;
    };

    it('does not take the token, it says so', async () => {
      await rig.call('PUT', '/api/secrets/OLD', { value: 'an-old-token', origins: [rig.backend.origin] });
      await rig.tool('locked', { git: { url: `${rig.backend.origin}/tool.git`, tokenSecret: 'OLD' } });
      expect(await refusal('locked.git')).toContain(closed);
    });

    it('is not the one for which the token is, it sends none', async () => {
      const grant = (origin: string) =>
        rig.call('PUT', '/api/secrets/ELSEWHERE', { value: 'for-another-one', origins: [origin] });
      await grant(rig.backend.origin);
      await rig.tool('astray', { git: { url: `${rig.backend.origin}/tool.git`, tokenSecret: 'ELSEWHERE' } });
      await grant('https://git.example');
      expect(await refusal('astray.git')).toContain(closed);
      expect(rig.backend.seen).toEqual([]);
    });

    it.each([
      ['is down', 503, {}],
      ['speaks of something else', 200, { 'content-type': 'text/html' }],
      ['leads elsewhere', 302, { location: 'http://localhost:9/tool.git/info/refs' }],
      ['leads to a page', 302, { location: '/users/sign_in' }],
    ])('%s, it says that it does not answer', async (_what, status, headers) => {
      rig.backend.instead = ({ url = '' }, response) => {
        if (url.startsWith('/users')) response.writeHead(200, { 'content-type': 'text/html' }).end('Sign in');
        else response.writeHead(status, headers).end('<html>Secret words of the forge</html>');
        return true;
      };
      const said = await refusal('tool.git');
      expect(said).toContain(unavailable);
      expect(said).not.toContain('Secret words');
      expect(log()).not.toContain('Secret words');
    });

    it('is gone, it says that it does not answer', async () => {
      const { port } = rig.backend;
      await rig.backend.stop();
      try {
        const { code, stderr } = await clone('tool.git', 'gone');
        expect([code, stderr]).toEqual([128, expect.stringContaining(unavailable)]);
        expect(stderr).not.toContain(String(port));
      } finally {
        await rig.backend.start(port);
      }
    });

    it('lies at another address than it says, as forges lead there, it is found', async () => {
      rig.backend.instead = ({ url = '' }, response) => {
        if (url.includes('.git')) return false;
        if (url.includes('info/refs')) response.writeHead(301, { location: url.replace('/info', '.git/info') }).end();
        else response.writeHead(404).end();
        return true;
      };
      await rig.tool('moved', {}, 'tool');
      const act = () => rig.get(['clone', '-q', rig.url('moved.git'), 'moved']);
      expect(await rig.counted('moved', act)).toEqual({ clones: 1, fetches: 0 });
      await rig.tool('cold', {}, 'tool/');
      const { status, text } = await post(recordedGit.lsRefs.request, {}, '/git/cold.git/git-upload-pack');
      expect([status, text]).toEqual([200, expect.stringContaining('refs/heads/next')]);
    });

    it('breaks off, git sees that its answer is not whole, and nothing is counted', async () => {
      rig.backend.instead = ({ method }, response) => {
        if (method !== 'POST' || posts().length < 2) return false;
        response.writeHead(200, { 'content-type': 'application/x-git-upload-pack-result' });
        response.write('000dpackfile\n000c\x01PACK\0\0\0', () => response.destroy());
        return true;
      };
      const act = async () => expect((await clone('tool.git', 'broken')).code).toBe(128);
      expect(await rig.counted('tool', act)).toEqual({ clones: 0, fetches: 0 });
    });
  });
});
