import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { corpusFiles, readCorpus } from '../../packages/ue4-codec/src/testing/corpus.js';
import { sampleSaves } from '../../packages/ue4-codec/src/testing/samples.js';
import { launchChromium } from './chromium.js';
import { runCodec } from './codec-worker/run-codec.js';
import { WatchedPage } from './watched-page.js';

const chromiumPath = process.env['BOTHY_TEST_CHROMIUM'];
const parts = join(import.meta.dirname, 'codec-worker');

/** What a page of Bothy allows: nothing but its own files. */
const policy = "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'";

const real = ['icarus/prospect.json', 'icarus/Mounts.json', 'palworld/LevelMeta.sav'];
const files: readonly (readonly [string, Uint8Array])[] = [
  ...sampleSaves(),
  ...corpusFiles.filter((file) => real.includes(file)).map((file) => [basename(file), readCorpus(file)] as const),
];

/** The page and the worker as a browser gets them: bundled, with no Node at hand. */
async function bundle(folder: string): Promise<void> {
  for (const name of ['page', 'worker']) {
    await build({
      configFile: false,
      root: parts,
      logLevel: 'warn',
      resolve: { conditions: ['bothy:source', 'module', 'browser', 'development|production'] },
      build: {
        target: ['chrome125', 'firefox128', 'safari18'],
        outDir: folder,
        emptyOutDir: false,
        lib: { entry: join(parts, `${name}.ts`), formats: ['es'], fileName: () => `${name}.js` },
      },
    });
  }
  await writeFile(
    join(folder, 'index.html'),
    '<!doctype html><title>codec</title><script type="module" src="/page.js"></script>',
  );
}

/** Serves the folder and the saves on loopback, under the policy. */
async function serve(folder: string): Promise<Server> {
  const types = { '/': 'text/html', '/page.js': 'text/javascript', '/worker.js': 'text/javascript' };
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const save = /^\/saves\/(\d+)$/.exec(path)?.[1];
    const type = Object.entries(types).find(([known]) => known === path)?.[1];
    response.setHeader('content-security-policy', policy);
    if (save !== undefined) return void response.end(files[Number(save)]?.[1]);
    if (type === undefined) return void response.writeHead(path === '/favicon.ico' ? 204 : 404).end();
    response.setHeader('content-type', type);
    void readFile(join(folder, path === '/' ? 'index.html' : path)).then((bytes) => response.end(bytes));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return server;
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe.skipIf(!chromiumPath)('the codec of saves in a worker of a real browser', () => {
  let folder: string;
  let server: Server;
  let browser: Browser;
  let watched: WatchedPage;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bothy-codec-worker-'));
    await bundle(folder);
    server = await serve(folder);
    browser = await launchChromium(chromiumPath ?? '');
    watched = await WatchedPage.open(browser);
    await watched.page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await watched.page.waitForFunction(() => 'askWorker' in globalThis);
  });
  afterAll(async () => {
    await browser?.close();
    server?.closeAllConnections();
    await new Promise((closed) => (server ? server.close(closed) : closed(undefined)));
    await rm(folder, { recursive: true, force: true });
  });

  it.each(files.map(([name, bytes], at) => [name, bytes, at] as const))(
    'gives for %s what Node gives',
    async (_, bytes, at) => {
      const wanted = await runCodec(bytes, (some) => Promise.resolve(sha256(some)));
      const given = await watched.page.evaluate(
        (path) => (globalThis as unknown as { askWorker: (path: string) => Promise<unknown> }).askWorker(path),
        `/saves/${at}`,
      );
      expect(given).toEqual(JSON.parse(JSON.stringify(wanted)));
      expect(wanted.written).toBe(sha256(bytes));
      expect(wanted.anew).toBe(wanted.written);
      expect(wanted.back).toBe(wanted.written);
      expect(wanted.edited).not.toBe(wanted.written);
      expect(wanted.changes).toHaveLength(1);
      expect(watched.troubles).toEqual([]);
    },
  );

  it('tells what is wrong as Node does', async () => {
    const told = await watched.page.evaluate(() =>
      (globalThis as unknown as { askWorker: (path: string) => Promise<unknown> }).askWorker('/saves/99').then(
        () => 'nothing was wrong',
        (error: unknown) => String(error),
      ),
    );
    expect(told).toContain('SaveError not-a-save');
    expect(watched.troubles).toEqual([]);
  });
});
