import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { build } from './build.mjs';
import { identity, withLock } from './lock.mjs';
import { Stamp } from './stamp.mjs';

let root;
const write = (path, text) => writeFileSync(join(root, path), text);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bothy-prepare-'));
  mkdirSync(join(root, 'part/src'), { recursive: true });
  // Stands for tsc: one output for each source, and none is ever removed.
  write(
    'compile.mjs',
    `import { mkdirSync, readdirSync, copyFileSync } from 'node:fs';
     mkdirSync('dist', { recursive: true });
     for (const file of readdirSync('src')) copyFileSync('src/' + file, 'dist/' + file.replace(/ts$/, 'js'));
     process.exit(readdirSync('src').includes('broken.ts') ? 3 : 0);`,
  );
  write('part/src/main.ts', 'one');
});
afterEach(() => rmSync(root, { recursive: true }));

const part = {
  name: 'part',
  folder: 'part',
  needs: [],
  inputs: ['src'],
  output: 'dist/main.js',
  command: ['compile.mjs'],
  tsc: true,
};

describe('a build step', () => {
  it('is done once, and again when a source changes in content', async () => {
    expect(await build(root, part)).toBe(true);
    expect(await build(root, part)).toBe(false);
    utimesSync(join(root, 'part/src/main.ts'), 1, 1);
    expect(await build(root, part)).toBe(false);
    write('part/src/main.ts', 'two');
    expect(await build(root, part)).toBe(true);
    expect(readFileSync(join(root, 'part/dist/main.js'), 'utf8')).toBe('two');
  });

  it('is done again when its output is gone, or what it needs was built anew', async () => {
    const above = { ...part, name: 'above', folder: 'above', needs: ['part'] };
    mkdirSync(join(root, 'above/src'), { recursive: true });
    write('above/src/main.ts', 'above');
    await build(root, part);
    await build(root, above);
    rmSync(join(root, 'above/dist'), { recursive: true });
    expect(await build(root, above)).toBe(true);
    write('part/src/main.ts', 'three');
    await build(root, part);
    expect(await build(root, above)).toBe(true);
  });

  it('with several outputs is done again when any of them is gone', async () => {
    write('part/src/second.ts', 'two');
    const both = { ...part, output: ['dist/main.js', 'dist/second.js'] };
    expect(await build(root, both)).toBe(true);
    expect(await build(root, both)).toBe(false);
    rmSync(join(root, 'part/dist/second.js'));
    expect(await build(root, both)).toBe(true);
    await expect(build(root, { ...both, output: ['dist/main.js', 'dist/third.js'] })).rejects.toThrow('dist/third.js');
  });

  it('is done again when other packages were installed', async () => {
    const install = (packages) => {
      const stamp = new Stamp(root, 'install');
      write('pnpm-lock.yaml', packages);
      stamp.keep(stamp.compute(['pnpm-lock.yaml']));
    };
    install('vue 1');
    await build(root, part);
    expect(await build(root, part)).toBe(false);
    install('vue 2');
    expect(await build(root, part)).toBe(true);
    expect(await build(root, part)).toBe(false);
  });

  it('leaves nothing of a deleted source', async () => {
    write('part/src/old.ts', 'old');
    await build(root, part);
    rmSync(join(root, 'part/src/old.ts'));
    await build(root, part);
    expect(readdirSync(join(root, 'part/dist'))).toEqual(['main.js']);
  });

  it('that failed is named, and done again the next time', async () => {
    write('part/src/broken.ts', '');
    await expect(build(root, part)).rejects.toThrow(/build part failed after .* \(exit code 3\)/);
    rmSync(join(root, 'part/src/broken.ts'));
    expect(await build(root, part)).toBe(true);
  });

  it('does not look at tests', async () => {
    await build(root, part);
    write('part/src/main.test.ts', 'test');
    expect(await build(root, part)).toBe(false);
  });
});

describe('the lock', () => {
  it('lets one in after the other', async () => {
    let inside = 0;
    const most = [];
    const work = async () => {
      most.push((inside += 1));
      await new Promise((later) => setTimeout(later, 30));
      inside -= 1;
    };
    await Promise.all([withLock(root, work), withLock(root, work), withLock(root, work)]);
    expect(most).toEqual([1, 1, 1]);
    expect(existsSync(join(root, '.stamps/lock'))).toBe(false);
  });

  it('is freed when the work fails', async () => {
    await expect(withLock(root, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await withLock(root, async () => 'done')).toBe('done');
  });

  it('of a process that is gone does not hold', async () => {
    const child = spawn('sleep', ['60']);
    const owner = identity(child.pid);
    const gone = new Promise((ended) => child.once('exit', ended));
    child.kill();
    await gone;
    mkdirSync(join(root, '.stamps'));
    symlinkSync(owner, join(root, '.stamps/lock'));
    expect(await withLock(root, async () => 'done')).toBe('done');
  });

  it('is not held by one who ended while judging it, however many see that', async () => {
    const program = join(root, 'take.mjs');
    const lock = new URL('./lock.mjs', import.meta.url).href;
    writeFileSync(program, `import { withLock } from '${lock}';\nawait withLock(process.argv[2], async () => {});\n`);
    mkdirSync(join(root, '.stamps/lock.judging'), { recursive: true });
    utimesSync(join(root, '.stamps/lock.judging'), 1, 1);
    symlinkSync('1:gone', join(root, '.stamps/lock'));
    const take = () =>
      new Promise((ended) => spawn(process.execPath, [program, root], { stdio: 'ignore' }).once('exit', ended));
    expect(await Promise.all([take(), take(), take(), take()])).toEqual([0, 0, 0, 0]);
    expect(readdirSync(join(root, '.stamps'))).toEqual([]);
  });
});
