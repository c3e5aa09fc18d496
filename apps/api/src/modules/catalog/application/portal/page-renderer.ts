import type { Tool, ToolSummary } from '@bothy/contracts';

/** What one public page is made of. */
export type PortalPage =
  | { readonly kind: 'list'; readonly tools: readonly ToolSummary[] }
  | { readonly kind: 'tool'; readonly tool: Tool }
  | { readonly kind: 'version'; readonly tool: Tool; readonly version: string }
  | { readonly kind: 'missing' };

export interface RenderedPage {
  /** Whether there is such a page; where not, the document says so. */
  readonly found: boolean;
  /** The whole document. */
  readonly html: string;
}

/** Makes documents of public pages. */
export abstract class PageRenderer {
  /**
   * @param now what times ago are told from.
   * @throws DomainError `portal_not_built`
   */
  abstract render(page: PortalPage, now: Date): Promise<RenderedPage>;
}
