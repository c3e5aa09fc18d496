import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseKinds } from '../../testing/test-databases.js';
import { Counts } from '../metrics/index.js';
import { ToolRig } from './testing/tool-rig.js';

for (const kind of databaseKinds) {
  describe.skipIf(!kind.isThere)(`tools as they are shown on ${kind.name}`, () => {
    let rig: ToolRig;
    beforeAll(async () => {
      rig = await ToolRig.open(kind);
    });
    afterAll(() => rig.remove());

    it('are listed by name in pages, and found by what they are called', async () => {
      const names = ['zeta', 'Älpha list', 'alpha list', 'Alpha list', 'beta_list', 'betaXlist', 'per%cent list'];
      for (const [nth, name] of names.entries())
        await rig.make(`listed-${nth}`, { name, summary: `List of Ümläuts ${nth}.` });
      const pages: string[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const query: string = `?search=ÜMLÄUTS&limit=2${cursor && `&cursor=${cursor}`}`;
        const { items, nextCursor } = (await rig.call('GET', query)).json;
        expect(items.length).toBeLessThanOrEqual(2);
        pages.push(...items.map(({ name }: { name: string }) => name));
        cursor = nextCursor;
      }
      expect(pages).toEqual([
        'alpha list',
        'Alpha list',
        'beta_list',
        'betaXlist',
        'per%cent list',
        'zeta',
        'Älpha list',
      ]);
      const found = async (text: string) =>
        (await rig.call('GET', `?search=${encodeURIComponent(text)}`)).json.items.map(
          ({ name }: { name: string }) => name,
        );
      expect(await found('a_l')).toEqual(['beta_list']);
      expect(await found('r%c')).toEqual(['per%cent list']);
      expect(await found('\\')).toEqual([]);
      expect(await found('äLPHA')).toEqual(['Älpha list']);
      expect(await found('LISTED-0')).toEqual(['zeta']);
      for (const cursor of ['Li4v', '%20', Buffer.from('/').toString('base64url')]) {
        expect((await rig.call('GET', `?cursor=${cursor}`)).json.code).toBe('bad_cursor');
      }
      expect((await rig.call('GET', '?limit=0')).status).toBe(400);
      expect((await rig.call('GET', '?order=up')).status).toBe(400);
      const long = { name: '漢'.repeat(100), summary: 'Long names.' };
      for (const slug of ['a'.repeat(64), 'b'.repeat(64)]) await rig.make(slug, long);
      const { nextCursor } = (await rig.call('GET', `?search=long%20names&limit=1`)).json;
      expect((await rig.call('GET', `?search=long%20names&cursor=${nextCursor}`)).json.items).toHaveLength(1);
    });

    it('have badges that any page may show', async () => {
      await rig.make('badged', { source: { kind: 'directory', path: rig.folder('badged', ['1.0 <&>']) } });
      await rig.make('secret-badge', { visibility: 'members' });
      const badge = await rig.app.call('GET', '/badge/badged/version.svg');
      expect(badge.status).toBe(200);
      expect(badge.text).toContain('aria-label="version: 1.0 &lt;&amp;&gt;"');
      expect(badge.text).toContain('#196246');
      expect(Object.fromEntries(badge.headers)).toMatchObject({
        'content-type': 'image/svg+xml; charset=utf-8',
        'cache-control': 'public, max-age=300',
        'cross-origin-resource-policy': 'cross-origin',
        'content-security-policy': "sandbox; default-src 'none'",
        'x-content-type-options': 'nosniff',
      });
      const etag = badge.headers.get('etag')!;
      for (const mark of [etag, `W/${etag}`, `"x", ${etag}`]) {
        const again = await rig.app.call('GET', '/badge/badged/version.svg', undefined, {
          headers: { 'if-none-match': mark },
        });
        expect([again.status, again.text]).toEqual([304, '']);
      }
      const head = await rig.app.call('HEAD', '/badge/badged/version.svg');
      expect([head.status, head.text, head.headers.get('etag')]).toEqual([200, '', etag]);
      expect((await rig.app.call('GET', '/badge/badged/downloads.svg')).text).toContain('downloads: 0');
      expect((await rig.app.call('GET', '/badge/badged/clones.svg')).text).toContain('clones: 0');
      const missing = [
        'badged/other.svg',
        'badged/version',
        'badged/__proto__.svg',
        'nobody/version.svg',
        'secret-badge/version.svg',
      ];
      const answers = await Promise.all(missing.map((path) => rig.app.call('GET', `/badge/${path}`)));
      for (const answer of answers) expect([answer.status, answer.text]).toEqual([404, answers[0]!.text]);
      expect(answers[0]!.text).toContain('not found');
      const signedIn = await rig.as('admin', 'GET', '/badge/secret-badge/version.svg');
      expect(signedIn.status).toBe(404);
    });

    it('have their figures, which stay when they are deleted', async () => {
      const make = () => rig.make('counted', { source: { kind: 'directory', path: rig.folder('counted', ['1.0']) } });
      await make();
      const of = { tool: 'counted', version: '1.0', file: 'c.txt', value: 1 };
      const counts = rig.app.get(Counts);
      for (let time = 0; time < 3; time += 1) counts.count({ metric: 'downloads', ...of });
      counts.count({ metric: 'clones', tool: 'counted', value: 2 });
      const figures = async () => {
        const { downloads, clones, versions } = await rig.read('counted');
        return { downloads, clones, files: versions[0].files.map((file: { downloads: number }) => file.downloads) };
      };
      const counted = { downloads: 3, clones: 2, files: [0, 3] };
      await expect.poll(figures, { timeout: 10_000 }).toEqual(counted);
      expect((await rig.call('GET', '?search=counted')).json.items[0]).toMatchObject({ downloads: 3, clones: 2 });
      expect((await rig.app.call('GET', '/badge/counted/clones.svg')).text).toContain('clones: 2');
      await rig.call('DELETE', '/counted');
      const totals = await rig.as('viewer', 'GET', '/api/metrics/totals?tool=counted');
      expect(totals.json).toMatchObject({ downloads: 3, clones: 2 });
      await make();
      expect(await figures()).toEqual(counted);
    });
  });
}
