/** The elements that Markdown may become, and no others. */
export const markdownTags = [
  ...(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'ul', 'ol', 'li', 'hr', 'br', 'table', 'thead'] as const),
  ...(['tbody', 'tr', 'th', 'td', 'em', 'strong', 'del', 'code', 'a', 'sup', 'section', 'input'] as const),
] as const;

export interface MarkdownElement {
  readonly tag: (typeof markdownTags)[number];
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
  readonly children: readonly MarkdownNode[];
}
/** A block of code: the page draws it with what copies it. */
export interface MarkdownCode {
  readonly code: string;
}
/** Text, or one of the elements: what draws it can make nothing else of it. */
export type MarkdownNode = string | MarkdownElement | MarkdownCode;
