import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtPage, builtPortal } from '../../platform/static/web-page.js';
import { startTestApp } from '../../testing/test-app.js';
import { databaseKinds } from '../../testing/test-databases.js';
import { PageRenderer } from './application/portal/page-renderer.js';
import { portalNotBuilt } from './portal.errors.js';
import { readXml } from './testing/read-xml.js';
import { release } from './testing/released.js';
import { ToolRig } from './testing/tool-rig.js';

const isBuilt = existsSync(join(builtPortal, 'entry-server.js')) && existsSync(join(builtPage, 'portal.html'));
const nasty = `</script><script>alert(1)</script><!-- "'&\u2028`;
const sum = 'ab'.repeat(32);

const stock = async (rig: ToolRig): Promise<void> => {
  const { app } = rig;
  await rig.make('codec', { name: 'The codec', summary: 'Reads saves.', readme: '# Use\n\nRead it.', licence: 'MIT' });
  const files = [
    { name: 'codec 1.zip', sizeBytes: 12_345_678, sha256: sum, contentType: 'application/zip', locator: '{}' },
  ];
  await release(app, 'codec', [
    { version: '2.1.0-rc.1', prerelease: true, notes: 'Not yet.' },
    { version: '2.0.0', files, notes: '- faster\n\n]]> <b>& more</b>' },
    { version: '1.0.0+build', name: 'The first' },
  ]);
  await rig.make('nasty', {
    name: nasty,
    summary: nasty,
    readme: nasty,
    links: [{ label: nasty, url: 'https://a.b/"><' }],
  });
  await release(app, 'nasty', [{ version: '1', name: nasty, notes: `${nasty}\u0000\u0007\uFFFE` }]);
  await rig.make('bare', { name: 'Bare' });
  await rig.make('inside', { name: 'Inside', visibility: 'members' });
  await release(app, 'inside', [{ version: '9.9.9' }]);
};

for (const kind of databaseKinds) {
  describe.skipIf(!kind.isThere)(`the portal's feeds and sitemap on ${kind.name}`, () => {
    let rig: ToolRig;
    beforeAll(async () => {
      rig = await ToolRig.open(kind);
      await stock(rig);
    });
    afterAll(() => rig.remove());
    const get = (path: string, headers: Record<string, string> = {}) =>
      rig.app.call('GET', path, undefined, { headers });

    it('tell of all releases of public tools, the newest first', async () => {
      const { status, headers, text } = await get('/tools/feed.xml');
      expect([status, headers.get('content-type')]).toEqual([200, 'application/atom+xml; charset=utf-8']);
      const { feed } = readXml(text);
      expect(feed.entry).toHaveLength(4);
      const links = feed.entry.map((entry: { link: { attributes: { href: string } } }) => entry.link.attributes.href);
      expect(links.slice(0, 2).toSorted()).toEqual([
        'https://bothy.example/tools/codec/2.1.0-rc.1',
        'https://bothy.example/tools/nasty/1',
      ]);
      expect(links.slice(2)).toEqual([
        'https://bothy.example/tools/codec/2.0.0',
        'https://bothy.example/tools/codec/1.0.0%2Bbuild',
      ]);
      expect(feed.entry[2].content.cdata).toBe('<p>- faster</p>\n<p>]]&gt; &lt;b&gt;&amp; more&lt;/b&gt;</p>');
      expect(feed.updated.text).toBe('2026-06-28T12:00:00.000Z');
      expect(text).not.toMatch(/Inside|9\.9\.9|<script/);
      const again = await get('/tools/feed.xml', { 'if-none-match': headers.get('etag') ?? '' });
      expect([again.status, again.text]).toEqual([304, '']);
    });

    it('tell of the releases of one tool, and of none that is for members', async () => {
      const { feed } = readXml((await get('/tools/codec/feed.xml')).text);
      expect(feed.title.text).toBe('Releases of The codec');
      expect(feed.entry.map(({ title }: { title: { cdata: string } }) => title.cdata)).toEqual([
        'The codec 2.1.0-rc.1',
        'The codec 2.0.0',
        'The codec 1.0.0+build (The first)',
      ]);
      const odd = await get('/tools/nasty/feed.xml');
      expect(readXml(odd.text).feed.entry.id.text).toBe('https://bothy.example/tools/nasty/1');
      for (const slug of ['inside', 'nothing']) expect((await get(`/tools/${slug}/feed.xml`)).status).toBe(404);
    });

    it('list every public page with the day it changed', async () => {
      const { status, headers, text } = await get('/sitemap.xml');
      expect([status, headers.get('content-type')]).toEqual([200, 'application/xml; charset=utf-8']);
      const urls: { loc: { text: string }; lastmod: { text: string } }[] = readXml(text).urlset.url;
      expect(urls.map(({ loc }) => loc.text.replace('https://bothy.example', ''))).toEqual(
        [
          ...['/tools', '/tools/bare', '/tools/codec', '/tools/nasty'],
          ...['/tools/codec/2.1.0-rc.1', '/tools/codec/2.0.0', '/tools/codec/1.0.0%2Bbuild', '/tools/nasty/1'],
        ].toSorted((one, other) => urlsOrder(urls, one) - urlsOrder(urls, other)),
      );
      for (const { lastmod } of urls) expect(new Date(lastmod.text).toISOString()).toBe(lastmod.text);
      const robots = await get('/robots.txt');
      expect(robots.headers.get('content-type')).toBe('text/plain; charset=utf-8');
      expect(robots.text).toMatch(/^User-agent: \*\nAllow: \/tools\nDisallow: \/api\//);
      expect(robots.text).toContain('Sitemap: https://bothy.example/sitemap.xml');
    });

    it.skipIf(!isBuilt)('stand beside pages that say all there is, the same to everybody', async () => {
      const list = await get('/tools?utm=1&x[]=2');
      expect([list.status, list.headers.get('cache-control')]).toEqual([200, 'no-cache']);
      expect(list.text).toContain('The codec');
      expect(list.text).not.toContain('Inside');
      const page = await get('/tools/codec');
      for (const part of [
        'Reads saves.',
        '12 MB',
        sum,
        'MIT',
        'codec 1.zip',
        '/d/codec/2.0.0/codec%201.zip',
        '1.0.0+build',
      ])
        expect(page.text).toContain(part);
      expect(page.text).toContain('<title>The codec 2.0.0 · Bothy</title>');
      expect(page.text).toContain('<link rel="canonical" href="https://bothy.example/tools/codec" />');
      expect((await get('/tools/codec/1.0.0%2Bbuild')).text).toContain('The first');
      expect((await get('/tools/codec/latest')).text).toContain('href="https://bothy.example/tools/codec/2.0.0"');
      const asAdmin = await rig.as('admin', 'GET', '/tools');
      expect(asAdmin.text).toBe(list.text);
    });

    it('stand beside pages that are not made for versions that somebody thought of', async () => {
      const renderer = rig.app.get(PageRenderer);
      const render = renderer.render.bind(renderer);
      const kinds: string[] = [];
      renderer.render = async ({ kind: made }) => {
        kinds.push(made);
        return { found: made !== 'missing', html: made };
      };
      const paths = ['codec/2.0.0', 'codec/latest', 'codec/7', 'codec/2.0.0x'];
      const statuses = await Promise.all(paths.map(async (path) => (await get(`/tools/${path}`)).status));
      renderer.render = render;
      expect(statuses).toEqual([200, 200, 404, 404]);
      expect(kinds.toSorted()).toEqual(['missing', 'missing', 'version', 'version']);
    });

    it.skipIf(!isBuilt)('stand beside a page that says what is not there', async () => {
      for (const path of [
        '/tools/inside',
        '/tools/inside/9.9.9',
        '/tools/codec/7',
        '/tools/nothing',
        '/tools/Not_a_slug',
        '/tools/codec/1/x',
        '/tools/codec/2.0.0/feed.xml',
      ]) {
        const { status, headers, text } = await get(path, { accept: 'text/html' });
        expect([path, status, headers.get('content-type')]).toEqual([path, 404, 'text/html; charset=utf-8']);
        expect(text).toContain('There is no such page');
        expect(text).not.toContain('Inside');
      }
      expect((await rig.as('admin', 'GET', '/tools/inside')).status).toBe(404);
      expect((await rig.app.call('HEAD', '/tools/codec/1/x')).status).toBe(404);
    });

    it('send on who wrote a slash too many, and nowhere else', async () => {
      const sentTo = async (path: string, method = 'GET') => {
        const { status, headers } = await fetch(rig.app.url + path, { method, redirect: 'manual' });
        return [status, headers.get('location')];
      };
      expect(await sentTo('/tools/')).toEqual([308, '/tools']);
      expect(await sentTo('/tools/codec/?utm=1&x=a/', 'HEAD')).toEqual([308, '/tools/codec?utm=1&x=a/']);
      expect(await sentTo('/tools/codec/2.0.0//')).toEqual([308, '/tools/codec/2.0.0']);
      expect(await sentTo('/tools//evil.example/')).toEqual([308, '/tools//evil.example']);
      expect((await sentTo('//evil.example/tools/'))[1]).toBeNull();
      expect(await sentTo('/tools/codec/', 'POST')).toEqual([404, null]);
    });

    it('have a time where there is no release, which is not that of asking', async () => {
      const bare = readXml((await get('/tools/bare/feed.xml')).text).feed;
      const { createdAt } = (await rig.app.call('GET', '/api/catalog/tools/bare')).json;
      expect(bare.updated.text).toBe(createdAt);
    });

    it.skipIf(!isBuilt)('stand beside pages in which no text becomes markup', async () => {
      for (const path of ['/tools', '/tools/nasty', '/tools/nasty/1']) {
        const { text } = await get(path);
        expect([...text.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag)).toEqual([
          '<script type="application/ld+json">',
          '<script src="/appearance.js">',
          expect.stringMatching(/^<script type="module" crossorigin src="\/assets\/portal-[\w-]+\.js">$/),
          '<script type="application/json" id="state">',
        ]);
        const data = [...text.matchAll(/<script type="application\/(?:ld\+)?json"[^>]*>([^<]*)<\/script>/g)];
        expect(data.map(([, json]) => typeof JSON.parse(json ?? ''))).toEqual(['object', 'object']);
        expect(text).not.toMatch(/alert\(1\)<\/script>|\son\w+=|javascript:/i);
      }
    });

    it.skipIf(!isBuilt)('stand beside pages that are not sent twice', async () => {
      const { headers } = await get('/tools/codec');
      const etag = headers.get('etag') ?? '';
      expect(etag).toMatch(/^"[\w-]{22}"$/);
      const again = await get('/tools/codec', { 'if-none-match': `"x", W/${etag}` });
      expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', etag]);
      const head = await rig.app.call('HEAD', '/tools/codec');
      expect([head.status, head.headers.get('etag'), head.text]).toEqual([200, etag, '']);
      expect((await rig.app.call('HEAD', '/tools/inside')).status).toBe(404);
    });
  });
}

const urlsOrder = (urls: { loc: { text: string } }[], path: string): number =>
  urls.findIndex(({ loc }) => loc.text === `https://bothy.example${path}`);

describe('a catalog without tools', () => {
  let app: Awaited<ReturnType<typeof startTestApp>>;
  beforeAll(async () => {
    app = await startTestApp({});
  });
  afterAll(() => app.remove());
  const today = () => `${app.clock.now().toISOString().slice(0, 10)}T00:00:00.000Z`;

  it('has a feed of this day', async () => {
    const { feed } = readXml((await app.call('GET', '/tools/feed.xml')).text);
    expect(feed.updated.text).toBe(today());
  });

  it.skipIf(!isBuilt)('has a page of this day', async () => {
    expect((await app.call('GET', '/tools')).text).toContain(`"now":"${today()}"`);
  });

  it('tells in a problem what kept a page from being made, at every address', async () => {
    app.get(PageRenderer).render = () => Promise.reject(portalNotBuilt());
    for (const path of ['/tools', '/tools/codec/1/x']) {
      const { status, headers } = await app.call('GET', path);
      expect([status, headers.get('content-type')]).toEqual([503, 'application/problem+json; charset=utf-8']);
    }
  });
});

describe('Umami', () => {
  it('is let in by its exact origin where it is configured, and nowhere else', async () => {
    const policyOf = async (settings: Record<string, string>) => {
      const app = await startTestApp(settings);
      try {
        return (await app.call('GET', '/robots.txt')).headers.get('content-security-policy');
      } finally {
        await app.remove();
      }
    };
    const plain = (await policyOf({})) ?? '';
    const told = await policyOf({
      UMAMI_SCRIPT_URL: 'https://stats.example.org:8443/path/script.js',
      UMAMI_WEBSITE_ID: '7b1a9d0e-52c3-4a79-9a3c-0d6f5f2b7c11',
    });
    expect(plain).not.toContain('http');
    const origin = 'https://stats.example.org:8443';
    expect(told).toBe(
      plain
        .replace("script-src 'self'", `script-src 'self' ${origin}`)
        .replace("connect-src 'self'", `connect-src 'self' ${origin}`),
    );
  });
});
