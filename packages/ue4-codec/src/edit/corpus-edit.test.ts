import { describe, expect, it } from 'vitest';
import type { Json } from '../json/json.js';
import { readSave } from '../read-save.js';
import type { Save } from '../save.js';
import { corpusFiles, corpusPresent, readCorpus } from '../testing/corpus.js';
import { writeSave } from '../write-save.js';
import { diff } from './diff.js';
import { edit, type Edit } from './edit.js';
import { find } from './find.js';
import type { SaveNode } from './node.js';
import { formatPath, parsePath } from './path.js';
import { jsonText } from './short-value.js';
import { walk } from './walk.js';

const files = corpusFiles.filter((path) => !path.startsWith('icarus'));
const sampled = 40;

/** Some nodes, spread over the whole save. */
function someNodes(save: Save): SaveNode[] {
  const nodes = [...walk(save)];
  const step = Math.max(1, Math.floor(nodes.length / sampled));
  return nodes.filter((_, i) => i % step === 0);
}

function again(node: SaveNode): Edit {
  return { path: node.path, op: 'set', value: JSON.parse(jsonText(node)) as Json };
}

describe.runIf(corpusPresent)('real saves', () => {
  it.each(files)('%s: every path leads back, and setting what is there changes nothing', (file) => {
    const bytes = readCorpus(file);
    const save = readSave(bytes);
    const nodes = someNodes(save);
    expect(nodes.map(({ path }) => formatPath(parsePath(path)))).toEqual(nodes.map(({ path }) => path));
    expect(nodes.map(({ path }) => find(save, path)?.value === undefined)).toEqual(nodes.map(() => false));
    const edited = edit(save, nodes.map(again));
    expect([...diff(save, edited)]).toEqual([]);
    expect([...diff(save, readSave(bytes))]).toEqual([]);
    expect(Buffer.compare(content(edited), content(save))).toBe(0);
  });
});

/** The bytes without a container, so that the same content need not be packed to the same bytes. */
function content(save: Save): Uint8Array {
  return writeSave(save.kind === 'palworld' ? save.content : save);
}
