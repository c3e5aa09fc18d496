import {
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  appendFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Config } from '../../platform/config/config.js';
import { LeftOut } from './domain/left-out.js';
import type { FileRecord } from './domain/tool-record.js';
import { CatalogRoots } from './sources/directory/catalog-roots.js';
import { DirectorySource } from './sources/directory/directory-source.js';
import { FolderListing } from './sources/directory/folder-listing.js';
import { bytesOf, recordOf } from './sources/release-source.contract.js';

const never = new AbortController().signal;

describe('versions in a folder', () => {
  let outside: string;
  let root: string;
  let path: string;
  let source: DirectorySource;

  beforeEach(() => {
    outside = mkdtempSync(join(tmpdir(), 'bothy-outside-'));
    root = join(outside, 'root');
    path = join(root, 'tool');
    mkdirSync(path, { recursive: true });
    writeFileSync(join(outside, 'secret.txt'), 'nothing for anybody');
    source = sourceUnder(root);
  });
  afterEach(() => rmSync(outside, { recursive: true, force: true }));

  const sourceUnder = (...roots: string[]) =>
    new DirectorySource(new CatalogRoots(Config.from({ BOTHY_CATALOG_ROOTS: roots.join(':') })));
  const put = (version: string, name: string, content = 'content') => {
    mkdirSync(join(path, version), { recursive: true });
    writeFileSync(join(path, version, name), content);
  };
  const list = () => source.list({ kind: 'directory', path }, null, never);
  const versions = async () => (await list()).releases!.map(({ version }) => version);
  const fileOf = async (version: string, name: string): Promise<FileRecord> => {
    const release = (await list()).releases!.find((each) => each.version === version);
    return recordOf(release!.files.find((file) => file.name === name)!);
  };
  const read = async (file: FileRecord) =>
    (await bytesOf(await source.open({ kind: 'directory', path }, file, null))).toString();

  it('come from under the roots alone, however the way there is written', async () => {
    const refused = (where: string, by = source) =>
      expect(by.check({ kind: 'directory', path: where })).rejects.toMatchObject({ code: 'source_unusable' });
    await source.check({ kind: 'directory', path });
    await source.check({ kind: 'directory', path: `${root}/../root/tool/` });
    await refused(outside);
    await refused(`${path}/../..`);
    await refused('/etc');
    await refused(join(root, 'missing'));
    await refused(path, sourceUnder());
    mkdirSync(join(outside, 'root-of-others'));
    await refused(join(outside, 'root-of-others'));
    symlinkSync(outside, join(root, 'out'));
    await refused(join(root, 'out'));
    await expect(source.list({ kind: 'directory', path: outside }, null, never)).rejects.toMatchObject({
      code: 'source_unavailable',
      kind: 'unavailable',
    });
  });

  it('are not served from elsewhere any more, and who downloads is not told how the server is set up', async () => {
    const file = { id: '1', name: 'a.zip', sizeBytes: 1, sha256: null, contentType: '', locator: '{}' };
    const opened = sourceUnder().open({ kind: 'directory', path }, file, null);
    const told = await opened.catch((error: unknown) => error);
    expect(told).toMatchObject({ code: 'source_unavailable', kind: 'unavailable' });
    expect(String(told)).not.toMatch(/BOTHY|admin|\//i);
  });

  it('are sorted as people count, those of semver first', async () => {
    for (const version of ['1.2.0', 'v1.10.0', '1.2.0-rc.1', '1.9.0', 'build-9', 'build-10', 'v2.0.0-beta'])
      put(version, 'a.zip');
    expect(await versions()).toEqual([
      ...['v2.0.0-beta', 'v1.10.0', '1.9.0', '1.2.0', '1.2.0-rc.1'],
      ...['build-10', 'build-9'],
    ]);
    const { releases } = await list();
    expect(releases!.filter(({ prerelease }) => prerelease).map(({ version }) => version)).toEqual([
      'v2.0.0-beta',
      '1.2.0-rc.1',
    ]);
  });

  it('are as old as their newest file, and their notes are no file', async () => {
    put('1.0.0', 'a.zip');
    put('1.0.0', 'NOTES.md', '# It is here');
    utimesSync(join(path, '1.0.0', 'a.zip'), 1_700_000_000, 1_700_000_000);
    utimesSync(join(path, '1.0.0', 'NOTES.md'), 1_600_000_000, 1_600_000_000);
    const [release] = (await list()).releases!;
    expect(release).toMatchObject({ notes: '# It is here', releasedAt: '2023-11-14T22:13:20.000Z' });
    expect(release!.files.map(({ name }) => name)).toEqual(['a.zip']);
  });

  it('are not taken to be gone where a folder cannot be read', async () => {
    const listing = new FolderListing({ path, root }, new LeftOut());
    expect(await listing.of(join(path, 'gone'), () => true)).toBeNull();
    put('1.0.0', 'a.zip');
    await expect(listing.of(join(path, '1.0.0', 'a.zip'), () => true)).rejects.toMatchObject({
      ...{ code: 'source_unavailable', kind: 'unavailable', message: '"a.zip" cannot be read: ENOTDIR.' },
    });
  });

  it('may have no files', async () => {
    mkdirSync(join(path, '1.0.0'));
    expect((await list()).releases).toMatchObject([{ version: '1.0.0', files: [] }]);
  });

  it('leave out what hides, what leads away and what has no name fit for an address', async () => {
    put('1.0.0', 'good.zip');
    put('1.0.0', '.htpasswd');
    put('1.0.0', 'two\nlines.zip');
    put('1.0.0', 'back\\slash.zip');
    put('1.0.0', 'gpj.\u202Eexe');
    mkdirSync(join(path, '1.0.0', 'folder'));
    execFileSync('mkfifo', [join(path, '1.0.0', 'pipe')]);
    writeFileSync(Buffer.concat([Buffer.from(join(path, '1.0.0')), Buffer.from([0x2f, 0xff, 0xfe])]), 'no text');
    symlinkSync(join(outside, 'secret.txt'), join(path, '1.0.0', 'linked.txt'));
    symlinkSync('../../../secret.txt', join(path, '1.0.0', 'relative.txt'));
    symlinkSync('/etc/passwd', join(path, '1.0.0', 'passwd'));
    symlinkSync('nowhere', join(path, '1.0.0', 'dangling'));
    symlinkSync('good.zip', join(path, '1.0.0', 'same.zip'));
    symlinkSync(outside, join(path, '9.9.9'));
    put('latest', 'a.zip');
    put('feed.xml', 'a.zip');
    put('.git', 'config');
    put('bad\u0007version', 'a.zip');
    writeFileSync(join(path, 'README.txt'), 'no version');
    const { releases, notes } = await list();
    expect(releases!.map(({ version, files }) => [version, ...files.map(({ name }) => name)])).toEqual([
      ['1.0.0', 'good.zip', 'same.zip'],
    ]);
    expect(notes).toHaveLength(17);
    expect(notes.join('\n')).toContain('"feed.xml" has a name that cannot be served.');
    expect(notes.join('\n')).toContain('".git" is hidden by the dot before its name.');
    expect(notes.join('\n')).toContain('"1.0.0/pipe" is no file.');
    expect(notes.join('')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(await read(await fileOf('1.0.0', 'same.zip'))).toBe('content');
  });

  it('give no file through a link that came later', async () => {
    put('1.0.0', 'a.txt');
    put('2.0.0', 'secret.txt');
    const [a, b] = [await fileOf('1.0.0', 'a.txt'), await fileOf('2.0.0', 'secret.txt')];
    rmSync(join(path, '1.0.0', 'a.txt'));
    symlinkSync(join(outside, 'secret.txt'), join(path, '1.0.0', 'a.txt'));
    rmSync(join(path, '2.0.0'), { recursive: true });
    symlinkSync(outside, join(path, '2.0.0'));
    for (const file of [a, b]) await expect(read(file)).rejects.toMatchObject({ code: 'file_changed' });
    // The very same file, but elsewhere.
    put('3.0.0', 'c.txt');
    const c = await fileOf('3.0.0', 'c.txt');
    renameSync(join(path, '3.0.0', 'c.txt'), join(outside, 'c.txt'));
    symlinkSync(join(outside, 'c.txt'), join(path, '3.0.0', 'c.txt'));
    await expect(read(c)).rejects.toMatchObject({ code: 'file_changed' });
  });

  it('give no file for a way that climbs', async () => {
    put('1.0.0', 'a.txt');
    const file = await fileOf('1.0.0', 'a.txt');
    const mark = JSON.parse(file.locator) as { parts: string[] };
    for (const parts of [
      ['..', '../../secret.txt'],
      ['1.0.0', '../../../secret.txt'],
      ['1.0.0', '../../../../../../../etc/passwd'],
    ]) {
      const climbing = { ...file, locator: JSON.stringify({ ...mark, parts }) };
      await expect(read(climbing)).rejects.toMatchObject({ code: 'file_changed' });
    }
  });

  it('tell of a file that is written over, before it is read and while it is', async () => {
    put('1.0.0', 'a.txt', 'first');
    const before = await fileOf('1.0.0', 'a.txt');
    appendFileSync(join(path, '1.0.0', 'a.txt'), ' and more');
    await expect(read(before)).rejects.toMatchObject({ code: 'file_changed' });
    const now = await fileOf('1.0.0', 'a.txt');
    const body = await source.open({ kind: 'directory', path }, now, null);
    writeFileSync(join(path, '1.0.0', 'a.txt'), 'of that length');
    await expect(bytesOf(body)).rejects.toMatchObject({ code: 'file_changed' });
    const long = await fileOf('1.0.0', 'a.txt');
    const cut = await source.open({ kind: 'directory', path }, long, null);
    truncateSync(join(path, '1.0.0', 'a.txt'), 3);
    await expect(bytesOf(cut)).rejects.toMatchObject({ code: 'body_incomplete' });
  });

  it('notice a change of the notes, and of what is left out does not matter', async () => {
    put('1.0.0', 'NOTES.md', 'one');
    const { validator } = await list();
    put('1.0.0', '.hidden');
    expect((await source.list({ kind: 'directory', path }, validator, never)).releases).toBeNull();
    put('1.0.0', 'NOTES.md', 'other');
    expect((await source.list({ kind: 'directory', path }, validator, never)).releases).toHaveLength(1);
  });
});
