import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Database } from '../../../platform/database/database.js';
import { Migrator } from '../../../platform/database/migrator.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { WorkContext } from '../../../platform/database/work-context.js';
import { databaseKinds, type TestDatabase } from '../../../testing/test-databases.js';
import { catalogEntities, catalogMigrations } from '../catalog.schema.js';
import type { FoundFile, FoundRelease } from '../domain/release-source.js';
import type { ToolRecord } from '../domain/tool-record.js';
import { filesOfTool } from './file-rows.js';
import { ReleaseRepository } from './release.repository.js';
import { ReleaseWriter } from './release-writer.js';
import { ToolRepository } from './tool.repository.js';

const at = (second: number): string => new Date(1_790_000_000_000 + second * 1000).toISOString();

const toolOf = (slug: string): ToolRecord => ({
  ...{ id: `id of ${slug}`, slug, name: slug, summary: 'A tool.', readme: '', licence: null },
  ...{ icon: 'package', links: [], visibility: 'public', source: null, git: null, webhookTokenHash: null },
  ...{ syncedAt: null, triedAt: null, nextSyncAt: null, syncProblem: null, validator: null },
  ...{ createdAt: at(0), updatedAt: at(0) },
});

const fileOf = (name: string, extra: Partial<FoundFile> = {}): FoundFile => ({
  ...{ name, sizeBytes: null, sha256: null, contentType: 'application/zip', locator: `{"path":"${name}"}` },
  ...extra,
});

const releaseOf = (version: string, extra: Partial<FoundRelease> = {}): FoundRelease => ({
  ...{ version, name: version, releasedAt: at(1), notes: '', prerelease: false, files: [fileOf('a.zip')] },
  ...extra,
});

for (const kind of databaseKinds) {
  describe.skipIf(!kind.isThere)(`versions of tools on ${kind.name}`, () => {
    let test: TestDatabase;
    let unitOfWork: UnitOfWork;
    let tools: ToolRepository;
    let releases: ReleaseRepository;
    let tool: ToolRecord;
    let made = 0;

    beforeAll(async () => {
      test = await kind.open({ entities: catalogEntities, migrations: catalogMigrations });
      await new Migrator(test.connections.writer).migrate();
      const context = new WorkContext();
      const database = new Database(test.connections, context);
      unitOfWork = new UnitOfWork(test.connections, context);
      tools = new ToolRepository(database);
      releases = new ReleaseRepository(database, new ReleaseWriter(database));
    });
    afterAll(() => test.remove());
    beforeEach(async () => {
      made += 1;
      tool = toolOf(`tool-${made}`);
      await unitOfWork.run(() => tools.insert(tool));
    });

    const replace = (found: readonly FoundRelease[], second = 10) =>
      unitOfWork.run(() => releases.replace(tool.id, found, at(second)));
    const versions = async () => (await releases.ofTool(tool.id)).map(({ version }) => version);
    const measure = (fileId: string, sha256: string, sizeBytes = 7) =>
      unitOfWork.run(() => releases.measured(fileId, { sizeBytes, sha256 }));

    it('stand in the order of their source, with their files by name', async () => {
      const files = [fileOf('b.zip'), fileOf('a.zip'), fileOf('B.zip')];
      expect(await replace([releaseOf('2.0', { files }), releaseOf('10.0'), releaseOf('1.0', { files: [] })])).toEqual({
        added: 3,
        withdrawn: 0,
      });
      const found = await releases.ofTool(tool.id);
      expect(found.map(({ version, files }) => [version, files.map(({ name }) => name)])).toEqual([
        ['2.0', ['B.zip', 'a.zip', 'b.zip']],
        ['10.0', ['a.zip']],
        ['1.0', []],
      ]);
      expect(await replace([releaseOf('1.0'), releaseOf('2.0'), releaseOf('10.0')])).toEqual({
        added: 0,
        withdrawn: 0,
      });
      expect(await versions()).toEqual(['1.0', '2.0', '10.0']);
    });

    it('are withdrawn when the source has them no more, and come back as they were', async () => {
      await replace([releaseOf('2'), releaseOf('1')]);
      const before = (await releases.find(tool.id, '1'))!;
      await measure(before.files[0]!.id, 'ab'.repeat(32));
      expect(await replace([releaseOf('2')], 20)).toEqual({ added: 0, withdrawn: 1 });
      expect(await replace([releaseOf('2')], 30)).toEqual({ added: 0, withdrawn: 0 });
      expect(await versions()).toEqual(['2']);
      const gone = (await releases.find(tool.id, '1'))!;
      expect(gone).toMatchObject({ withdrawnAt: at(20), files: [{ name: 'a.zip' }] });
      expect(await replace([releaseOf('2'), releaseOf('1')], 40)).toEqual({ added: 1, withdrawn: 0 });
      const back = (await releases.find(tool.id, '1'))!;
      expect(back).toMatchObject({ id: before.id, withdrawnAt: null, files: [{ sha256: 'ab'.repeat(32) }] });
    });

    it('are forgotten when they were withdrawn long ago, and until then not read for nothing', async () => {
      const day = 24 * 60 * 60;
      const files = (which: 'served' | 'all') =>
        filesOfTool(test.connections.reader().connection.manager, tool.id, which);
      await replace([releaseOf('2'), releaseOf('1')]);
      await replace([releaseOf('2')], 20);
      expect([(await files('served')).length, (await files('all')).length]).toEqual([1, 2]);
      await replace([releaseOf('2')], 20 + 90 * day);
      expect((await releases.find(tool.id, '1'))?.withdrawnAt).toBe(at(20));
      expect(await replace([releaseOf('2')], 21 + 90 * day)).toEqual({ added: 0, withdrawn: 0 });
      expect(await releases.find(tool.id, '1')).toBeNull();
      expect([(await files('all')).length, await versions()]).toEqual([1, ['2']]);
    });

    it('know the latest: the newest that is no prerelease, and the newest where all are', async () => {
      const latest = async () => {
        const version = (await releases.find(tool.id, 'latest'))?.version ?? null;
        expect((await releases.latestOf([tool.id, 'nobody'])).get(tool.id)?.version ?? null).toBe(version);
        return version;
      };
      expect(await latest()).toBeNull();
      await replace([releaseOf('3-rc', { prerelease: true }), releaseOf('2'), releaseOf('1')]);
      expect(await latest()).toBe('2');
      await replace([releaseOf('3-rc', { prerelease: true }), releaseOf('1')]);
      expect(await latest()).toBe('1');
      await replace([releaseOf('3-rc', { prerelease: true }), releaseOf('3-beta', { prerelease: true })]);
      expect(await latest()).toBe('3-rc');
      await replace([]);
      expect(await latest()).toBeNull();
      expect((await releases.find(tool.id, '1'))?.withdrawnAt).not.toBeNull();
      expect(await releases.latestOf([])).toEqual(new Map());
    });

    it('keep what was measured of a file as long as it is the same', async () => {
      const now = async () => (await releases.find(tool.id, '1'))!.files[0]!;
      await replace([releaseOf('1')]);
      const first = await now();
      expect(await releases.unmeasured(tool.id)).toEqual([first]);
      await measure(first.id, 'cd'.repeat(32), 5);
      await replace([releaseOf('1', { notes: 'Written later.' })]);
      expect(await now()).toEqual({ ...first, sizeBytes: 5, sha256: 'cd'.repeat(32) });
      expect(await releases.unmeasured(tool.id)).toEqual([]);

      await replace([releaseOf('1', { files: [fileOf('a.zip', { locator: '{"moved":true}' })] })]);
      const other = await now();
      expect(other).toMatchObject({ sizeBytes: null, sha256: null, locator: '{"moved":true}' });
      // Whoever still reads the file before measures that one.
      await measure(first.id, 'ef'.repeat(32));
      expect(await now()).toEqual(other);

      await measure(other.id, 'ef'.repeat(32), 5);
      const grown = fileOf('a.zip', { locator: '{"moved":true}', sizeBytes: 6 });
      await replace([releaseOf('1', { files: [grown] })]);
      expect(await now()).toMatchObject({ sizeBytes: 6, sha256: null });
    });

    it('may be called anything, and have files of any size', async () => {
      const odd = ['1.0/β', 'a b%2F', "'; DROP TABLE x;--", '..', 'Latest', '1.0 \u{1F3D4}'];
      await replace(odd.map((version) => releaseOf(version)));
      expect(await versions()).toEqual(odd);
      for (const version of odd) expect((await releases.find(tool.id, version))?.version).toBe(version);
      const sizeBytes = 2 ** 31 + 2 ** 40;
      const unsound = releaseOf('\ud800-1', { notes: 'NUL \0 here', files: [fileOf('big', { sizeBytes })] });
      for (let time = 0; time < 2; time += 1) {
        await replace([unsound]);
        expect(await releases.ofTool(tool.id)).toMatchObject([
          { version: '\ufffd-1', notes: 'NUL \ufffd here', files: [{ sizeBytes }] },
        ]);
      }
    });

    it('stand once where their source names them twice', async () => {
      const twice = [fileOf('a', { locator: '1' }), fileOf('b'), fileOf('a', { locator: '2' })];
      const found = [
        releaseOf('1', { name: 'first', files: twice }),
        releaseOf('2'),
        releaseOf('1', { name: 'second' }),
      ];
      expect(await replace(found)).toEqual({ added: 2, withdrawn: 0 });
      expect(await releases.ofTool(tool.id)).toMatchObject([
        { version: '1', name: 'first', files: [{ name: 'a', locator: '1' }, { name: 'b' }] },
        { version: '2' },
      ]);
    });

    it('are not doubled by two that write at once', async () => {
      const found = Array.from({ length: 30 }, (_, nth) => releaseOf(`${nth}`));
      const outcomes = await Promise.all(Array.from({ length: 6 }, () => replace(found)));
      expect(outcomes.map(({ added }) => added).toSorted((a, b) => b - a)).toEqual([30, 0, 0, 0, 0, 0]);
      expect(await versions()).toHaveLength(30);
    });

    it('go with their tool, and are not written for one that is gone', async () => {
      await replace([releaseOf('1')]);
      await unitOfWork.run(() => releases.clear(tool.id));
      expect(await releases.find(tool.id, '1')).toBeNull();
      await replace([releaseOf('1')]);
      await unitOfWork.run(() => tools.delete(tool.id));
      expect(await versions()).toEqual([]);
      expect(await replace([releaseOf('1')])).toEqual({ added: 0, withdrawn: 0 });
      expect(await versions()).toEqual([]);
    });

    it('are thousands, in a few statements', async () => {
      const many = (prefix: string, count: number) =>
        Array.from({ length: count }, (_, nth) =>
          releaseOf(`${prefix}${nth}`, {
            notes: 'Notes. '.repeat(50),
            files: ['a', 'b', 'c', 'd', 'e'].map((name) => fileOf(name, { sizeBytes: nth })),
          }),
        );
      const old = many('old-', 2000);
      const statements = await counted(test, () => replace(old));
      expect(statements).toBeLessThan(40);
      // One new on top moves all others.
      expect(await counted(test, () => replace([releaseOf('new'), ...old]))).toBeLessThan(20);
      expect(await counted(test, () => replace(many('fresh-', 2000)))).toBeLessThan(60);
      const reading = await counted(test, async () => expect(await releases.ofTool(tool.id)).toHaveLength(2000));
      expect(reading).toBeLessThan(3);
    }, 60_000);
  });
}

/** How many statements `work` took. */
const counted = async ({ connections }: TestDatabase, work: () => Promise<unknown>): Promise<number> => {
  let statements = 0;
  const logger = { ...silent, logQuery: () => (statements += 1) };
  const sources = [connections.writer, connections.reader().connection];
  const before = sources.map((source) => source.logger);
  for (const source of sources) Object.assign(source, { logger });
  await work();
  sources.forEach((source, nth) => Object.assign(source, { logger: before[nth] }));
  expect(statements).toBeGreaterThan(0);
  return statements;
};

const silent = {
  ...{
    logQueryError: () => {},
    logQuerySlow: () => {},
    logSchemaBuild: () => {},
    logMigration: () => {},
    log: () => {},
  },
};
