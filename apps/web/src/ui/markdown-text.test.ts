import { mount } from '@vue/test-utils';
import { createSSRApp } from 'vue';
import { renderToString } from 'vue/server-renderer';
import { describe, expect, it } from 'vitest';
import { markdownTags } from './markdown-node.js';
import MarkdownText from './markdown-text.vue';
import { xssVectors } from './testing/xss-vectors.js';

/** Of what draws the text, and of the button that copies code. */
const tags = new Set<string>([...markdownTags, 'div', 'span', 'pre', 'button', 'svg', 'path', 'rect']);
const attributes = new Set([
  ...['class', 'id', 'href', 'rel', 'start', 'type', 'disabled', 'checked', 'tabindex', 'role', 'title'],
  ...['aria-label', 'aria-hidden', 'xmlns', 'width', 'height', 'viewbox', 'fill', 'stroke', 'stroke-width'],
  ...['stroke-linecap', 'stroke-linejoin', 'd', 'x', 'y', 'rx', 'ry'],
]);

/** What an element must not be; null where it is harmless. */
function harmOf(element: Element): string | null {
  const tag = element.tagName.toLowerCase();
  if (!tags.has(tag)) return `<${tag}>`;
  for (const { name, value } of element.attributes) {
    const isKnown = attributes.has(name.toLowerCase()) || /^data-v-[0-9a-f]+$/.test(name);
    if (!isKnown) return `${tag} ${name}="${value}"`;
  }
  const href = element.getAttribute('href');
  if (href !== null && !/^(?:https?:\/\/|mailto:|#text-)/.test(href)) return `${tag} href="${href}"`;
  if (tag === 'input' && element.getAttribute('type') !== 'checkbox') return 'input';
  return null;
}
const harmsIn = (root: ParentNode): string[] =>
  [...root.querySelectorAll('*')].map((element) => harmOf(element)).filter((harm) => harm !== null);

const rendered = (text: string): Promise<string> => renderToString(createSSRApp(MarkdownText, { text }));
const inDocument = (html: string): Document => new DOMParser().parseFromString(`<body>${html}</body>`, 'text/html');

/** By itself, and wherever else in Markdown one may put it. */
const places: Readonly<Record<string, (vector: string) => string>> = {
  'by itself': (vector) => vector,
  'in a paragraph': (vector) => `Before ${vector} behind`,
  'as the address of a link': (vector) => `[a link](<${vector.replace(/[<>\n]/g, '')}>)`,
  'as the address and title of a picture': (vector) => `![${vector}](${vector.replace(/\s/g, '')} "${vector}")`,
  'as a reference': (vector) => `[a][b] ![c][b]\n\n[b]: ${vector.replace(/\s/g, '')} "${vector}"`,
  'as an address in brackets': (vector) => `<${vector}>`,
  'in a table': (vector) => `| a |\n| - |\n| ${vector.replace(/\n/g, ' ')} |`,
  'as the language of code': (vector) => `\`\`\`${vector.replace(/[\n`]/g, '')}\n${vector}\n\`\`\``,
  'as a title': (vector) => `# ${vector.replace(/\n/g, ' ')}`,
  'as a footnote': (vector) => `a[^1]\n\n[^1]: ${vector}`,
};

describe('Markdown of strangers', () => {
  it('has vectors enough to be tested with', () => expect(new Set(xssVectors).size).toBeGreaterThanOrEqual(80));

  it.each(Object.entries(places))(
    'brings no markup of its own, on the server and in the browser: %s',
    async (_name, put) => {
      for (const vector of xssVectors) {
        const text = put(vector);
        const html = await rendered(text);
        expect([vector, harmsIn(inDocument(html).body)]).toEqual([vector, []]);
        const page = mount(MarkdownText, { props: { text } });
        expect([vector, harmsIn(page.element)]).toEqual([vector, []]);
        page.unmount();
      }
    },
    60_000,
  );

  it('shows raw HTML as it was written, and leaves its comments out', async () => {
    const page = inDocument(await rendered('a <b onclick="x">b</b> c\n\n<script>alert(1)</script>\n\n<!-- hidden -->'));
    expect(page.body.textContent).toBe('a <b onclick="x">b</b> c<script>alert(1)</script>');
  });

  it('links to the web, to mail and within itself, and nowhere else', async () => {
    const text = [
      '[a](https://a.example/?q=1&r=2) [b](http://b.example) [c](mailto:c@example.org) [d](#the-d)',
      '[e](javascript:x) [f](/inside) [g](//h.example) [h](data:text/html,x) [i](ftp://i) [j](docs/j.md) ![k](https://k.example/k.png)',
    ].join('\n\n');
    const links = inDocument(await rendered(text)).querySelectorAll('a');
    expect([...links].map((link) => [link.textContent, link.getAttribute('href'), link.getAttribute('rel')])).toEqual([
      ['a', 'https://a.example/?q=1&r=2', 'nofollow noopener noreferrer'],
      ['b', 'http://b.example/', 'nofollow noopener noreferrer'],
      ['c', 'mailto:c@example.org', 'nofollow noopener noreferrer'],
      ['d', '#text-the-d', null],
      ['k', 'https://k.example/k.png', 'nofollow noopener noreferrer'],
    ]);
  });

  it('is drawn as GitHub means it: titles a step down, tables, tasks, footnotes, names of characters', async () => {
    const text =
      '# One\n\n###### Six\n\n# One\n\n- [x] done\n- [ ] open\n\n3. three\n\n|a|b|\n|-|-:|\n|1|2|\n\n~~no~~ &copy;&nbsp;&hellip;[^n]\n\n```js\nlet a;\n```\n\n[^n]: The note';
    const { body } = inDocument(await rendered(text));
    expect([...body.querySelectorAll('h2, h3')].map(({ id, tagName }) => [id, tagName])).toEqual([
      ['text-one', 'H2'],
      ['text-six', 'H3'],
      ['text-one-1', 'H2'],
    ]);
    expect(
      [...body.querySelectorAll('input')].map((box) => [box.hasAttribute('checked'), box.hasAttribute('disabled')]),
    ).toEqual([
      [true, true],
      [false, true],
    ]);
    expect(body.querySelector('ol')?.getAttribute('start')).toBe('3');
    expect(body.querySelector('td.right')?.textContent).toBe('2');
    expect(body.textContent).toContain('no ©\u00A0…1');
    expect(body.querySelector('pre')?.textContent).toBe('let a;');
    expect(body.querySelector('#text-note-1')?.textContent).toBe('The noteBack');
    expect(body.querySelector('sup a')?.getAttribute('href')).toBe('#text-note-1');
  });
});
