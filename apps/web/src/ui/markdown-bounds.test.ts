import { describe, expect, it } from 'vitest';
import { bounded } from './markdown-bounds.js';
import type { MarkdownNode } from './markdown-node.js';
import { markdownTree, type MarkdownOptions } from './markdown-tree.js';

const options: MarkdownOptions = { level: 2, name: 'text' };
const long = (part: string, characters = 200_000) => part.repeat(Math.floor(characters / part.length));

/** Texts that take parsers of Markdown hours, or their stack. Each must be read in the time that a test has. */
const hostile: Readonly<Record<string, string>> = {
  'quotes within quotes': long('>'),
  'quotes within quotes, with spaces': '> '.repeat(10_000),
  'lists within lists': long('- '),
  'numbered lists within lists': long('1. '),
  'lists by indentation': Array.from({ length: 440 }, (_, depth) => `${' '.repeat(depth * 2)}- a`).join('\n'),
  'lists by tabs': Array.from({ length: 440 }, (_, depth) => `${'\t'.repeat(depth)}- a`).join('\n'),
  'open brackets': '['.repeat(100_000),
  'brackets within brackets': '['.repeat(50_000) + ']'.repeat(50_000),
  'pictures within pictures': '!['.repeat(900) + 'x' + '](y)'.repeat(900),
  'open links': long('[a]('),
  'emphasis that never ends': long('**a_'),
  'emphasis within emphasis': '*a **b '.repeat(700) + '** *'.repeat(700),
  'titles in two lines': long('a\n=\n'),
  'a table of many columns': `${long('|a')}\n${long('|-')}`,
  'a table of many rows': `a|b\n-|-\n${long('a|b\n')}`,
  'footnotes of footnotes': Array.from({ length: 900 }, (_, at) => `[^${at}]: [^${at + 1}]`).join('\n') + '\n\n[^0]',
  'tags that never end': long('<a '),
  'comments that never end': long('<!--'),
  addresses: long('www.a '),
  'one word': long('a', 400_000),
};

describe('Markdown', () => {
  it.each(Object.entries(hostile))(
    'is read whatever it is: %s',
    (_what, text) => {
      const tree = markdownTree(text, options);
      expect(tree.length).toBeGreaterThan(text.startsWith('<!--') ? -1 : 0);
      expect(depthOf(tree)).toBeLessThan(50);
    },
    30_000,
  );

  it('that is too long to be read is shown to its end as it was written', () => {
    const { text, rest } = bounded(`${long('**a** b\n', 60_000)}The end.`);
    expect(text.length).toBeGreaterThan(4_000);
    expect(rest.endsWith('The end.')).toBe(true);
    expect(`${text}\n${rest}`.length).toBeGreaterThanOrEqual(60_000);
    expect(markdownTree(`${long('**a** b\n', 60_000)}The end.`, options).at(-1)).toEqual({ code: rest });
  });

  it('of an ordinary length is left as it is', () => {
    const text = `# A title\n\n${'Words, words and [links](https://a.example/).\n'.repeat(200)}`;
    expect(bounded(text)).toEqual({ text, rest: '' });
    const code = '```\n' + ' '.repeat(80) + 'deep\n```';
    expect(bounded(code).text).toBe(code);
  });
});

const depthOf = (nodes: readonly MarkdownNode[]): number =>
  Math.max(0, ...nodes.map((node) => (typeof node !== 'string' && 'tag' in node ? 1 + depthOf(node.children) : 0)));
