import type { Definition, FootnoteDefinition, Nodes, Root, RootContent, Table } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { bounded } from './markdown-bounds.js';
import type { MarkdownElement, MarkdownNode } from './markdown-node.js';
import { safeLink } from './safe-link.js';

export interface MarkdownOptions {
  /** Of its greatest title: 2 makes it an `h2`. */
  readonly level: number;
  /** Begins every id, so that texts of one page, and what else is on it, keep apart. */
  readonly name: string;
}

const deepest = 40;

/** Reads Markdown as GitHub writes it. Raw HTML is text, its comments are left out; pictures are links to them. */
export function markdownTree(written: string, options: MarkdownOptions): MarkdownNode[] {
  const { text, rest } = bounded(written);
  const root = parsed(text);
  const tree = root ? new Drawing(root, options).nodes() : [{ code: text }];
  return rest
    ? [...tree, element('p', [element('em', ['The rest is shown as it was written.'])]), { code: rest }]
    : tree;
}

function parsed(text: string): Root | null {
  try {
    return fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  } catch (error) {
    // It nests deeper than there is a stack for: it is shown as it was written.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const element = (
  tag: MarkdownElement['tag'],
  children: readonly MarkdownNode[] = [],
  attributes: MarkdownElement['attributes'] = {},
): MarkdownElement => ({ tag, attributes, children });

/** One text on its way from the parser's nodes to ours. */
class Drawing {
  readonly #definitions = new Map<string, Definition>();
  readonly #footnotes = new Map<string, FootnoteDefinition>();
  /** Of the footnotes that are referred to, in the order of the first time. */
  readonly #cited: string[] = [];
  readonly #titles = new Map<string, number>();
  /** The titles that the next one stands under, by their depths as written. */
  #above: number[] = [];

  constructor(
    readonly root: Root,
    readonly options: MarkdownOptions,
  ) {
    const waiting: Nodes[] = [root];
    for (let node = waiting.pop(); node; node = waiting.pop()) {
      if (node.type === 'definition' && !this.#definitions.has(node.identifier))
        this.#definitions.set(node.identifier, node);
      if (node.type === 'footnoteDefinition' && !this.#footnotes.has(node.identifier))
        this.#footnotes.set(node.identifier, node);
      if ('children' in node) waiting.push(...node.children.toReversed());
    }
  }

  nodes(): MarkdownNode[] {
    // Markup that stands alone is a paragraph of the text that it is here.
    const body = this.#all(this.root.children, 0).map((node) =>
      typeof node === 'string' ? element('p', [node]) : node,
    );
    return [...body, ...this.#notes()];
  }

  #all(nodes: readonly RootContent[], depth: number): MarkdownNode[] {
    return nodes.flatMap((node) => this.#one(node, depth + 1));
  }

  #one(node: RootContent, depth: number): MarkdownNode[] {
    if (depth > deepest) return [textOf(node)];
    const inside = () => ('children' in node ? this.#all(node.children as RootContent[], depth) : []);
    switch (node.type) {
      case 'text':
        return [node.value];
      case 'html':
        return /^<!--[^]*-->\s*$/.test(node.value) ? [] : [node.value];
      case 'paragraph':
        return [element('p', inside())];
      case 'heading':
        return this.#heading(node.depth, textOf(node), inside());
      case 'emphasis':
        return [element('em', inside())];
      case 'strong':
        return [element('strong', inside())];
      case 'delete':
        return [element('del', inside())];
      case 'inlineCode':
        return [element('code', [node.value])];
      case 'code':
        return [{ code: node.value }];
      case 'blockquote':
        return [element('blockquote', inside())];
      case 'break':
        return [element('br')];
      case 'thematicBreak':
        return [element('hr')];
      case 'table':
        return [this.#table(node, depth)];
      default:
        return this.#listOrLink(node, inside);
    }
  }

  #listOrLink(node: RootContent, inside: () => MarkdownNode[]): MarkdownNode[] {
    switch (node.type) {
      case 'list':
        return [
          element(
            node.ordered ? 'ol' : 'ul',
            inside(),
            node.ordered && node.start !== 1 ? { start: node.start ?? 1 } : {},
          ),
        ];
      case 'listItem':
        return [listItem(node.checked ?? null, node.spread ? inside() : inside().flatMap(unwrapped))];
      case 'link':
        return this.#link(node.url, inside());
      case 'linkReference':
        return this.#link(this.#definitions.get(node.identifier)?.url ?? '', inside());
      case 'image':
        return this.#link(node.url, [node.alt || node.url]);
      case 'imageReference':
        return this.#link(this.#definitions.get(node.identifier)?.url ?? '', [node.alt || node.identifier]);
      case 'footnoteReference':
        return this.#citation(node.identifier);
      default:
        // Definitions stand for what refers to them; nothing else is known.
        return [];
    }
  }

  #heading(depth: number, words: string, children: MarkdownNode[]): MarkdownElement[] {
    // One that says nothing, or holds a comment only, is none.
    if (children.every((child) => typeof child === 'string' && child.trim() === '')) return [];
    const slug = slugOf(words);
    const times = this.#titles.get(slug) ?? 0;
    this.#titles.set(slug, times + 1);
    const id = `${this.options.name}-${slug}${times === 0 ? '' : `-${times}`}`;
    // As deep as the outline is, whatever signs it was written with: screen readers go by the levels, without gaps.
    this.#above = [...this.#above.filter((each) => each < depth), depth];
    const level = Math.min(6, this.options.level + this.#above.length - 1) as 1 | 2 | 3 | 4 | 5 | 6;
    return [element(`h${level}`, children, { id })];
  }

  /** What leads nowhere that may be gone to is just its words. */
  #link(url: string, children: MarkdownNode[]): MarkdownNode[] {
    // An image within a link, or an address within a title: there are no links within links.
    const words = children.flatMap(unlinked);
    if (url.startsWith('#')) return [element('a', words, { href: `#${this.options.name}-${slugOf(url.slice(1))}` })];
    const href = safeLink(url);
    return href === null ? words : [element('a', words, { href, rel: 'nofollow noopener noreferrer' })];
  }

  #table(node: Table, depth: number): MarkdownElement {
    const [head, ...body] = node.children.map((row, at) =>
      element(
        'tr',
        row.children.map((cell, column) => {
          const align = node.align?.[column];
          return element(at === 0 ? 'th' : 'td', this.#all(cell.children, depth), align ? { class: align } : {});
        }),
      ),
    );
    return element('table', [
      ...(head ? [element('thead', [head])] : []),
      ...(body.length > 0 ? [element('tbody', body)] : []),
    ]);
  }

  #citation(identifier: string): MarkdownNode[] {
    if (!this.#footnotes.has(identifier)) return [];
    const known = this.#cited.indexOf(identifier);
    const number = known === -1 ? this.#cited.push(identifier) : known + 1;
    const { name } = this.options;
    const attributes = { href: `#${name}-note-${number}`, ...(known === -1 && { id: `${name}-cite-${number}` }) };
    return [element('sup', [element('a', [`${number}`], attributes)])];
  }

  #notes(): MarkdownNode[] {
    const { name } = this.options;
    const items: MarkdownNode[] = [];
    // A footnote may refer to another one, which then joins the list.
    for (let at = 0; at < this.#cited.length; at += 1) {
      const note = this.#footnotes.get(this.#cited[at] ?? '');
      const back = element('a', ['Back'], { href: `#${name}-cite-${at + 1}`, 'aria-label': `Back to note ${at + 1}` });
      items.push(element('li', [...this.#all(note?.children ?? [], 1), back], { id: `${name}-note-${at + 1}` }));
    }
    return items.length === 0
      ? []
      : [element('section', [element('ol', items)], { class: 'notes', 'aria-label': 'Notes' })];
  }
}

const isElement = (node: MarkdownNode, ...tags: MarkdownElement['tag'][]): node is MarkdownElement =>
  typeof node !== 'string' && 'tag' in node && tags.includes(node.tag);

const unlinked = (node: MarkdownNode): readonly MarkdownNode[] => (isElement(node, 'a') ? node.children : [node]);
const unwrapped = (node: MarkdownNode): readonly MarkdownNode[] => (isElement(node, 'p') ? node.children : [node]);

function listItem(checked: boolean | null, children: MarkdownNode[]): MarkdownElement {
  if (checked === null) return element('li', children);
  const box = element('input', [], {
    type: 'checkbox',
    disabled: true,
    checked,
    'aria-label': checked ? 'Done' : 'To do',
  });
  return element('li', [box, ...children], { class: 'task' });
}

/** The words of a node, however deep they are. */
function textOf(node: Nodes): string {
  const words: string[] = [];
  const waiting: Nodes[] = [node];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if ('value' in next) words.push(next.value);
    else if ('alt' in next && next.alt) words.push(next.alt);
    if ('children' in next) waiting.push(...next.children.toReversed());
  }
  return words.join('');
}

/** As GitHub makes them of titles, so that a text's links to its own parts hold. */
const slugOf = (words: string): string =>
  safeDecode(words)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-')
    .slice(0, 100);

function safeDecode(words: string): string {
  try {
    return decodeURIComponent(words);
  } catch (error) {
    if (error instanceof URIError) return words;
    throw error;
  }
}
