import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { removeTree } from './remove-tree.js';

const folder = mkdtempSync(join(tmpdir(), 'bothy-tree-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the removal of a folder', () => {
  it('takes what is in it, and nothing that a link in it leads to', async () => {
    const [tree, outside] = [join(folder, 'tree'), join(folder, 'outside')];
    mkdirSync(join(tree, 'a', 'b'), { recursive: true });
    mkdirSync(outside);
    writeFileSync(join(outside, 'file'), 'stays');
    symlinkSync(outside, join(tree, 'a', 'link'));
    await removeTree(tree);
    expect([existsSync(tree), existsSync(join(outside, 'file'))]).toEqual([false, true]);
    symlinkSync(outside, tree);
    await removeTree(tree);
    expect([existsSync(tree), existsSync(join(outside, 'file'))]).toEqual([false, true]);
    await removeTree(join(folder, 'never-there'));
  });
});
