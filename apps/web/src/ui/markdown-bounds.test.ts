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
  'blocks full of brackets': long(`${'['.repeat(480)}\n\n`),
  'blocks of emphasis that never ends': long(`${'**a_'.repeat(240)}\n\n`),
  'items full of pictures': long(`- ${'!['.repeat(160)}x${'](y)'.repeat(160)}\n`),
  'many small paragraphs': long('a\n\n'),
  'many small tables': long('a|b\n-|-\na|b\n\n'),
  'emphasis begun again and again': '*a '.repeat(50_000),
  'notes that are defined and never meant': Array.from({ length: 20_000 }, (_, at) => `[${at}]: x`).join('\n'),
  'lines by carriage returns': long('*a\r'),
  'rows by carriage returns': `a|b\r-|-\r${long('a\r')}`,
  'lists begun again and again': long(`${'- '.repeat(19)}a\n`),
  'quotes begun again and again': long('> a\nb\n'),
  'lines deep in lists': `${'- '.repeat(19)}a\n${long(`${' '.repeat(42)}a\n\n`)}`,
  'escaped signs': long('\\a'),
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

  it('has no more rows, items, steps and escaped signs than are read in a moment, however short its lines are', () => {
    const linesRead = (text: string) => bounded(text).text.split('\n').length;
    expect(linesRead(`a|b\n-|-\n${long('a|b\n')}`)).toBeLessThan(2_010);
    expect(linesRead(`a|b\r-|-\r${long('a\r')}`)).toBeLessThan(2_010);
    expect(linesRead(long('- a\n'))).toBeLessThan(2_010);
    expect(linesRead(long(`${'- '.repeat(19)}a\n`))).toBeLessThan(140);
    expect(linesRead(long('> a\nb\n'))).toBeLessThan(2_010);
    expect(linesRead(long(`${' '.repeat(42)}a\n`))).toBeLessThan(1_010);
    expect(bounded(long('\\a\n')).text.length).toBeLessThan(60_010);
    expect(bounded(long(`${'\\a'.repeat(100)}\n`)).text.length).toBeLessThan(41_000);
  });

  it('that is too long to be read is shown to its end as it was written, and says so', () => {
    const written = `${long('**a** b\n', 60_000)}The end.`;
    const { text, rest } = bounded(written);
    expect(text.length).toBeGreaterThan(1_000);
    expect(rest.endsWith('The end.')).toBe(true);
    expect(`${text}\n${rest}`.length).toBeGreaterThanOrEqual(60_000);
    const tree = markdownTree(written, options);
    expect(JSON.stringify(tree.at(-2))).toContain('The rest is shown as it was written.');
    expect(tree.at(-1)).toEqual({ code: rest });
  });

  it.each([50_000, 200_000])('that is a readme of %i characters is read to its end', (characters) => {
    const text = readmeOf(characters);
    expect(text.length).toBeGreaterThan(characters * 0.97);
    expect(bounded(text)).toEqual({ text, rest: '' });
  });

  it('of a long readme is drawn as what it is', () => {
    const tree = markdownTree(readmeOf(50_000), options);
    const tags = tree.map((node) => (typeof node === 'string' ? node : 'tag' in node ? node.tag : 'code'));
    // To the last part, not only at its beginning.
    expect(new Set(tags.slice(-8))).toEqual(new Set(['h3', 'p', 'ul', 'code', 'table', 'ol', 'blockquote']));
    expect(JSON.stringify(tree)).not.toContain('The rest is shown');
  }, 30_000);

  it('has no titles without words', () => {
    expect(JSON.stringify(markdownTree('## \n\n# <!-- a -->\n\n# A', options))).not.toContain('"text-"');
    expect(markdownTree('## \n\nWords', options)).toEqual([{ tag: 'p', children: ['Words'], attributes: {} }]);
  });

  it('of an ordinary length is left as it is', () => {
    const text = `# A title\n\n${'Words, words and [links](https://a.example/).\n'.repeat(200)}`;
    expect(bounded(text)).toEqual({ text, rest: '' });
    const code = '```\n' + ' '.repeat(80) + 'deep\n```';
    expect(bounded(code).text).toBe(code);
  });
});

/** A part of a readme as people write them. */
const partOf = (at: number): string => `## ${at}. \`open(path, options)\`

Opens a file, e.g. *${at}.sav*, and reads it (see [the format](https://a.example/format#${at}) and [RFC ${at}][${at}]);
it fails with \`ERR_${at}\` where it is not **readable**, is too large, or - on Windows - is locked by another process.

- \`path\`: a string, a \`Buffer\` or a [\`URL\`](https://a.example/url), that leads to the file
- \`options.limit\` (default: \`1_000_000\`): how many bytes are read, at most
- \`options.signal\`: an \`AbortSignal\`, see <https://a.example/signal>

\`\`\`js
const file = await open('./${at}.sav', { limit: 2 ** 20, signal });
for (const [key, value] of Object.entries(file.values)) console.log(\`\${key}: \${value[0] * 2}\`);
\`\`\`

| Option | Type | What it does |
| --- | :-: | --- |
| \`limit\` | number | How much is read, ~1 MB |
| \`strict\` | boolean | Whether _unknown_ parts are refused! |

1. First the head is read,
2. then its parts, one by one.

> Before version ${at}.0 this was called \`load()\`.

[${at}]: https://a.example/rfc/${at} "RFC ${at}"
`;
const readmeOf = (characters: number): string => {
  const parts = ['# A codec\n'];
  for (let at = 1, length = 0; length < characters; at += 1) length += (parts[parts.push(partOf(at)) - 1] ?? '').length;
  return parts
    .join('\n')
    .slice(0, characters)
    .replace(/## (?:(?!\n## )[^])*$/, '');
};

const depthOf = (nodes: readonly MarkdownNode[]): number =>
  Math.max(0, ...nodes.map((node) => (typeof node !== 'string' && 'tag' in node ? 1 + depthOf(node.children) : 0)));
