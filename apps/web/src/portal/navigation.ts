import { nextTick, shallowReactive } from 'vue';
import { showHead } from './live-head.js';
import { loadPage, Unreachable } from './load-page.js';
import { placeOf } from './portal-paths.js';
import type { PortalState } from './portal-page.js';

export interface Shown {
  state: PortalState;
  busy: boolean;
  /** Why the page that was asked for is not the one that is shown, and a way to ask again. */
  failure: { readonly why: string; readonly again: () => void } | null;
}

/**
 * Follows links within the portal without loading the document anew: the next page is there before it is shown. Three
 * kinds of pages need no router, which would be half as large as everything else here together.
 */
export function startNavigation(first: PortalState) {
  const shown = shallowReactive<Shown>({ state: first, busy: false, failure: null });
  let current = new AbortController();

  /** @returns whether it is shown: not where another one was asked for meanwhile. */
  async function show(address: URL, arrived: () => void, again: () => void): Promise<boolean> {
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
      showHead(shown.state);
      Object.assign(shown, { busy: false, failure: null });
      await nextTick();
      return true;
    } catch (error) {
      // One that was left is nobody's.
      if (signal.aborted) return false;
      // Without a connection the browser would put its own page in the place of what can still be read.
      if (error instanceof Unreachable) Object.assign(shown, { busy: false, failure: { why: error.message, again } });
      // What else cannot be loaded here is for the browser to load, or to say why not.
      else location.assign(address);
      return false;
    }
  }

  let path = location.pathname;
  async function follow(address: URL): Promise<void> {
    const arrived = () => {
      keepScroll();
      history.pushState({ top: 0 }, '', address);
      path = location.pathname;
    };
    const isShown = await show(address, arrived, () => void follow(address));
    if (!isShown) return;
    scrollTo(0, 0);
    goalOf(address)?.scrollIntoView();
    document.querySelector<HTMLElement>('main')?.focus({ preventScroll: true });
  }
  async function goBack(top: unknown): Promise<void> {
    // Between two parts of one page there is nothing to load.
    if (location.pathname === path) {
      current.abort();
      Object.assign(shown, { busy: false, failure: null });
      const goal = typeof top === 'number' ? null : goalOf(location);
      return goal ? goal.scrollIntoView() : scrollBack(top);
    }
    const address = new URL(location.href);
    const arrived = () => (path = address.pathname);
    if (await show(address, arrived, () => void goBack(top))) scrollBack(top);
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
