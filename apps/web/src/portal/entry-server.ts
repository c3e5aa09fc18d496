import { createSSRApp } from 'vue';
import { renderToString } from 'vue/server-renderer';
import PortalApp from './portal-app.vue';
import { headOf, inert } from './portal-head.js';
import { readMarkdown } from './read-markdown.js';
import { pageOf, type PortalInput, type PortalState } from './portal-page.js';
// With what the browser gets: the document's own link leads to it.
import '../ui/styles/main.css';

export interface PortalParts {
  /** Whether the page is there: a version may not be among those of its tool. */
  readonly found: boolean;
  /** HTML for the places of these names in the document. */
  readonly head: string;
  readonly page: string;
  readonly state: string;
}

/** Renders one page. @param now an instant; @param publicUrl without a slash at its end */
export async function render(input: PortalInput, now: string, publicUrl: string): Promise<PortalParts> {
  const state: PortalState = { page: pageOf(input, readMarkdown), now, publicUrl };
  return {
    found: state.page.kind !== 'missing',
    head: headOf(state),
    page: await renderToString(createSSRApp(PortalApp, { state })),
    state: `<script type="application/json" id="state">${inert(state)}</script>`,
  };
}
