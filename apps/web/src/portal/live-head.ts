import { wordsOf } from './page-words.js';
import { tagsOf } from './portal-head.js';
import type { PortalState } from './portal-page.js';

/** What of a head is one page's own, and not the portal's. */
const own = [
  'meta[name="description"]',
  'meta[name="robots"]',
  'meta[property^="og:"]',
  'meta[name^="twitter:"]',
  'link[rel="canonical"]',
  'link[rel="alternate"][type="application/atom+xml"]',
  'script[type="application/ld+json"]',
].join();

/**
 * Gives the document the head that the server would have sent with a page. Element by element, since trusted types
 * forbid to parse one; the data for search engines, which load documents, is left out.
 */
export function showHead(state: PortalState): void {
  document.title = wordsOf(state.page).title;
  for (const element of document.head.querySelectorAll(own)) element.remove();
  for (const { tag, attributes } of tagsOf(state)) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    document.head.append(element);
  }
}
