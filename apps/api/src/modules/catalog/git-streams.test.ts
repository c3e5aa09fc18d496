import { request as httpRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { memoryMib } from '../../../../../ops/bench/process-figures.mjs';
import { ServerProcess } from '../../testing/server-process.js';
import { GitBackend, type SeenRequest } from './testing/git-backend.js';
import { GitProgram } from './testing/git-program.js';
import { GitRepositories } from './testing/git-repositories.js';

const megabyte = 1024 * 1024;
const sizeMb = 300;

describe('a repository of 300 MB, from a server in a process of its own', { timeout: 180_000 }, () => {
  const git = new GitProgram();
  const repositories = new GitRepositories(git);
  let backend: GitBackend;
  let server: ServerProcess;

  beforeAll(async () => {
    await repositories.small('small');
    await repositories.big('big', sizeMb);
    backend = await new GitBackend(repositories.bare).start();
    backend.remembersAnswers = false;
    server = await ServerProcess.start({ BOTHY_ALLOW_PRIVATE_HOSTS: '127.0.0.1,localhost' });
    await server.call('PUT', '/api/secrets/GIT_TOKEN', { value: backend.token, origins: [backend.origin] });
    for (const slug of ['small', 'big']) {
      const upstream = { url: `${backend.origin}/${slug}.git`, tokenSecret: 'GIT_TOKEN' };
      await server.call('POST', '/api/catalog/tools', { slug, name: slug, summary: 'A tool.', git: upstream });
    }
    // What the first requests take is no matter here.
    await clone('small', 'warm');
  }, 180_000);
  afterAll(async () => {
    await server.stop();
    await backend.stop();
    await git.remove();
  });
  beforeEach(() => void (backend.seen.length = 0));

  const clone = (slug: string, folder: string, signal?: AbortSignal) =>
    git.run(['clone', '-q', '--no-checkout', `${server.url}/git/${slug}.git`, folder], signal && { signal });

  /** Waits for what has to come. */
  const until = async <T>(find: () => T | undefined | Promise<T | undefined>): Promise<T> => {
    for (;;) {
      const found = await find();
      if (found !== undefined) return found;
      await sleep(20);
    }
  };
  const underWay = (): SeenRequest | undefined =>
    backend.seen.find(({ answeredBytes }) => answeredBytes > 4 * megabyte);

  const totals = () => server.call('GET', '/api/metrics/totals?tool=big') as Promise<Record<string, unknown>>;

  /** The highest memory of the server while something goes on, above what it was before, in MB. */
  const growthDuring = async (work: Promise<unknown>): Promise<number> => {
    const before = memoryMib(server.pid);
    let highest = before;
    const look = setInterval(() => (highest = Math.max(highest, memoryMib(server.pid))), 20);
    await work.finally(() => clearInterval(look));
    return highest - before;
  };

  it('is cloned without being held in memory, and comes whole', async () => {
    const growth = await growthDuring(clone('big', 'whole'));
    expect(await git.get(['rev-parse', 'HEAD'], { cwd: git.path('whole') })).toBe(await repositories.revision('big'));
    await git.get(['fsck', '--full'], { cwd: git.path('whole') });
    expect(growth).toBeLessThan(120);
    const [seen] = backend.seen.slice(-1);
    const counted = await until(async () => ((await totals())['clones'] === 1 ? totals() : undefined));
    expect(counted).toMatchObject({ clones: 1, fetches: 0, bytes: seen?.answeredBytes });
  });

  it('ends at the repository when git is ended, and is counted in bytes only', async () => {
    const before = Number((await totals())['bytes']);
    const stop = new AbortController();
    const cloning = clone('big', 'ended', stop.signal);
    const seen = await until(underWay);
    stop.abort();
    await cloning;
    await until(() => seen.cut || undefined);
    expect(seen.answeredBytes).toBeLessThan(sizeMb * megabyte);
    const after = await until(async () => (Number((await totals())['bytes']) > before ? totals() : undefined));
    expect(after['clones']).toBe(1);
    expect(Number(after['bytes']) - before).toBeLessThan(sizeMb * megabyte);
  });

  it('waits at the repository for a client that does not read', async () => {
    const request = httpRequest(`${server.url}/git/big.git/git-upload-pack`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-git-upload-pack-request', 'git-protocol': 'version=2' },
    });
    // Listened to, an answer is not thrown away; nobody reads it.
    request.on('response', () => {}).on('error', () => {});
    request.end(`0011command=fetch00010032want ${await repositories.revision('big')}\n0009done\n0000`);
    const growth = await growthDuring(settled());
    const seen = await until(underWay);
    expect(seen.answeredBytes).toBeLessThan(100 * megabyte);
    expect(growth).toBeLessThan(60);
    request.destroy();
    await until(() => seen.cut || undefined);
  });

  /** Resolves when an answer began, and went no further for a while. */
  const settled = async (): Promise<void> => {
    const seen = await until(underWay);
    for (let last = -1; last !== seen.answeredBytes;) {
      last = seen.answeredBytes;
      await sleep(1_000);
    }
  };
});
