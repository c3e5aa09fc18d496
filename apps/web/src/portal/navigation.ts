import { nextTick, shallowReactive } from 'vue';
import { loadPage } from './load-page.js';
import { wordsOf } from './page-words.js';
import { placeOf } from './portal-paths.js';
import type { PortalState } from './portal-page.js';

/**
 * Follows links within the portal without loading the document anew: the next page is there before it is shown. Three
 * kinds of pages need no router, which would be half as large as everything else here together.
 */
export function startNavigation(first: PortalState) {
  const shown = shallowReactive<{ state: PortalState; busy: boolean }>({ state: first, busy: false });
  let current = new AbortController();

  /** @returns whether it is shown: not where another one was asked for meanwhile. */
  async function show(address: URL, arrived: () => void): Promise<boolean> {
    const place = placeOf(address.pathname);
    if (!place) {
      location.assign(address);
      return false;
    }
    current.abort();
    const { signal } = (current = new AbortController());
    shown.busy = true;
    try {
      const page = await loadPage(place, signal);
      if (signal.aborted) return false;
      arrived();
      shown.state = { ...shown.state, page, now: new Date().toISOString() };
      document.title = wordsOf(page).title;
      shown.busy = false;
      await nextTick();
      return true;
    } catch {
      // What cannot be loaded here is for the browser to load, or to say why not. One that was left is nobody's.
      if (!signal.aborted) location.assign(address);
      return false;
    }
  }

  let path = location.pathname;
  async function follow(address: URL): Promise<void> {
    const isShown = await show(address, () => {
      keepScroll();
      history.pushState({ top: 0 }, '', address);
      path = location.pathname;
    });
    if (!isShown) return;
    scrollTo(0, 0);
    goalOf(address)?.scrollIntoView();
    document.querySelector<HTMLElement>('main')?.focus({ preventScroll: true });
  }
  async function goBack(top: unknown): Promise<void> {
    // Between two parts of one page there is nothing to load.
    if (location.pathname === path) {
      const goal = typeof top === 'number' ? null : goalOf(location);
      return goal ? goal.scrollIntoView() : scrollBack(top);
    }
    path = location.pathname;
    if (await show(new URL(location.href), () => {})) scrollBack(top);
  }

  // The browser would do it before the page is there.
  history.scrollRestoration = 'manual';
  if (typeof history.state?.top === 'number') scrollBack(history.state.top);
  addEventListener('pagehide', keepScroll);
  addEventListener('click', (event) => {
    const address = addressOf(event);
    if (!address) return;
    // The browser goes there by itself; where one was is written down, so that one can come back.
    if (isWithinPage(address)) return keepScroll();
    event.preventDefault();
    void follow(address);
  });
  addEventListener('popstate', (event: PopStateEvent) => void goBack(event.state?.top));
  return shown;
}

const keepScroll = (): void => history.replaceState({ top: scrollY }, '');
const scrollBack = (top: unknown): void => scrollTo(0, typeof top === 'number' ? top : 0);

/** What the hash of an address names. */
function goalOf({ hash }: Pick<URL, 'hash'>): HTMLElement | null {
  if (hash === '') return null;
  try {
    return document.getElementById(decodeURIComponent(hash.slice(1)));
  } catch (error) {
    // A hash that is no text names nothing here.
    if (error instanceof URIError) return null;
    throw error;
  }
}

const isWithinPage = ({ pathname, search, hash }: URL): boolean =>
  hash !== '' && pathname === location.pathname && search === location.search;

/** Where a plain click leads, if it is to a page of the portal. */
function addressOf(event: MouseEvent): URL | null {
  if (event.defaultPrevented || event.button !== 0) return null;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link?.href || link.hasAttribute('download') || (link.target && link.target !== '_self')) return null;
  const address = new URL(link.href);
  return address.origin === location.origin && placeOf(address.pathname) ? address : null;
}
