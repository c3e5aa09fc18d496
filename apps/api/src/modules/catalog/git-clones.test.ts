import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GitRig } from './testing/git-rig.js';

const nothing = { clones: 0, fetches: 0 };
const clone = { clones: 1, fetches: 0 };
const fetched = { clones: 0, fetches: 1 };

describe('a real git over a real git http-backend', () => {
  let rig: GitRig;

  beforeAll(async () => {
    rig = await GitRig.open();
    await rig.repositories.small('tool');
    await rig.tool('tool');
  });
  afterAll(() => rig.remove());

  const url = () => rig.url('tool.git');
  const head = (folder: string, revision = 'HEAD') => rig.get(['rev-parse', revision], folder);
  const change = async (name: string) => {
    await rig.repositories.commit('tool', `${name}.txt`, `${name}\n`);
    await rig.repositories.push('tool');
  };

  describe.each([
    ['2', []],
    ['1', ['-c', 'protocol.version=1']],
    ['0', ['-c', 'protocol.version=0']],
  ] as const)('with protocol %s', (version, settings) => {
    const name = (what: string) => `${what}-${version}`;
    const git = (...args: readonly string[]) => rig.get([...settings, ...args]);
    const gitIn = (folder: string, ...args: readonly string[]) => rig.get([...settings, ...args], folder);

    it('clones all there is, and counts one clone', async () => {
      const folder = name('all');
      expect(await rig.counted('tool', () => git('clone', url(), folder))).toEqual(clone);
      expect(await head(folder)).toBe(await rig.repositories.revision('tool'));
      expect(await head(folder, 'origin/next')).toBe(await rig.repositories.revision('tool', 'next'));
      expect(await head(folder, 'v2')).toBe(await rig.repositories.revision('tool', 'v2'));
      await rig.get(['fsck', '--full', '--strict'], folder);
    });

    it('fetches nothing where there is nothing new, and counts nothing', async () => {
      expect(await rig.counted('tool', () => gitIn(name('all'), 'fetch'))).toEqual(nothing);
      expect(await rig.counted('tool', () => git('ls-remote', url()))).toEqual(nothing);
    });

    it('fetches what is new, and counts one fetch', async () => {
      await change(name('fetched'));
      expect(await rig.counted('tool', () => gitIn(name('all'), 'fetch'))).toEqual(fetched);
      await change(name('pulled'));
      expect(await rig.counted('tool', () => gitIn(name('all'), 'pull'))).toEqual(fetched);
      expect(await head(name('all'))).toBe(await rig.repositories.revision('tool'));
    });

    it('clones the newest commit only, and fetches the rest later', async () => {
      const folder = name('shallow');
      const act = () => git('clone', '--depth', '1', '--no-tags', url(), folder);
      expect(await rig.counted('tool', act)).toEqual(clone);
      expect(await rig.get(['rev-list', '--count', 'HEAD'], folder)).toBe('1');
      expect(await rig.counted('tool', () => gitIn(folder, 'fetch', '--deepen', '2'))).toEqual(fetched);
      expect(await rig.counted('tool', () => gitIn(folder, 'fetch', '--unshallow'))).toEqual(fetched);
      expect(await rig.get(['rev-parse', '--is-shallow-repository'], folder)).toBe('false');
      await rig.get(['fsck', '--full', '--strict'], folder);
    });

    it('clones without files, and counts nothing of what it asks for later', async () => {
      const folder = name('partial');
      const before = rig.backend.seen.length;
      expect(await rig.counted('tool', () => git('clone', '--filter=blob:none', url(), folder))).toEqual(clone);
      const posts = rig.backend.seen.slice(before).filter(({ method }) => method === 'POST');
      // One for the clone and one for the files; protocol 2 lists references in one of its own.
      expect(posts).toHaveLength(version === '2' ? 3 : 2);
      expect(await head(folder)).toBe(await rig.repositories.revision('tool'));
      const act = async () => {
        await git('ls-remote', url());
        await gitIn(folder, 'log', '-p', '--all');
      };
      expect(await rig.counted('tool', act)).toEqual(nothing);
    });

    it('clones one branch', async () => {
      const act = () => git('clone', '--single-branch', '--branch', 'next', '--no-tags', url(), name('single'));
      expect(await rig.counted('tool', act)).toEqual(clone);
      expect(await head(name('single'))).toBe(await rig.repositories.revision('tool', 'next'));
    });

    it('clones twice at once', async () => {
      const twice = { clones: 2, fetches: 0 };
      const act = () => Promise.all([1, 2].map((time) => git('clone', url(), name(`twice-${time}`))));
      expect(await rig.counted('tool', act)).toEqual(twice);
    });

    it('fetches into what has nothing to do with it, however long it talks about that', async () => {
      const folder = name('unrelated');
      await rig.get(['init', '-q', folder]);
      for (let index = 0; index < 40; index += 1) {
        await rig.get(['commit', '-q', '--allow-empty', '-m', `${index}`], folder);
      }
      expect(await rig.counted('tool', () => gitIn(folder, 'fetch', url(), 'main'))).toEqual(fetched);
    });

    it('fetches into an empty repository, which is as good as a clone', async () => {
      const folder = name('empty');
      await rig.get(['init', '-q', folder]);
      const act = () => gitIn(folder, 'fetch', '--no-tags', url(), 'main');
      expect(await rig.counted('tool', act)).toEqual(clone);
    });

    it('fetches a commit that no branch names', async () => {
      const folder = name('commit');
      await rig.get(['init', '-q', folder]);
      const commit = await rig.repositories.revision('tool', 'main~3');
      const act = () => gitIn(folder, 'fetch', '--no-tags', '--depth', '1', url(), commit);
      expect(await rig.counted('tool', act)).toEqual(clone);
      expect(await head(folder, 'FETCH_HEAD')).toBe(commit);
    });
  });

  it('counts the bytes of packs', async () => {
    const { bytes } = await rig.figures('tool');
    await rig.counted('tool', () => rig.get(['clone', '-q', url(), 'bytes']));
    expect((await rig.figures('tool')).bytes - bytes).toBe(rig.backend.seen.at(-1)?.answer.length);
  });

  it('finds the tool without .git, too', async () => {
    expect(await rig.counted('tool', () => rig.get(['clone', '-q', rig.url('tool'), 'short']))).toEqual(clone);
  });

  it('clones a repository without anything in it', async () => {
    await rig.get(['init', '-q', '--bare', '-b', 'main', rig.git.path('served', 'empty.git')]);
    await rig.tool('empty');
    expect((await rig.run(['clone', rig.url('empty.git'), 'none'])).code).toBe(0);
    expect(await rig.figures('empty')).toEqual({ ...nothing, bytes: 0 });
  });
});
