import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Injectable, Logger } from '@nestjs/common';
import { Config } from '../../../platform/config/config.js';
import { withUmami } from '../../../platform/static/umami-tag.js';
import { builtPage, builtPortal } from '../../../platform/static/web-page.js';
import { PageRenderer, type PortalPage, type RenderedPage } from '../application/portal/page-renderer.js';
import { portalNotBuilt } from '../portal.errors.js';
import { KeptPages } from './kept-pages.js';

/** What the page's own build gives for the places in its document. */
interface Parts {
  readonly found: boolean;
  readonly head: string;
  readonly page: string;
  readonly state: string;
}
interface Bundle {
  readonly document: string;
  readonly render: (page: PortalPage, now: string, publicUrl: string) => Promise<Parts>;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** Renders with the components of the page, from the bundle that was built beside it. */
@Injectable()
export class BuiltPageRenderer extends PageRenderer {
  #bundle: Promise<Bundle> | null = null;
  /** By what they are made of. */
  readonly #kept = new KeptPages();
  readonly #logger = new Logger(BuiltPageRenderer.name);

  constructor(private readonly config: Config) {
    super();
  }

  render(page: PortalPage, now: Date): Promise<RenderedPage> {
    const since = sinceOf(page, now);
    const key = createHash('sha256').update(since).update(JSON.stringify(page)).digest('base64');
    return this.#kept.get(key, now.getTime(), () => this.#render(page, since));
  }

  async #render(page: PortalPage, now: string): Promise<RenderedPage> {
    const { document, render } = await this.#load();
    const parts = await render(page, now, this.config.publicUrl);
    const html = document
      // By functions: what is put in may have signs that mean something to `replace`.
      .replace('<!--head-->', () => parts.head)
      .replace('<!--page-->', () => parts.page)
      .replace('<!--state-->', () => parts.state);
    return { found: parts.found, html };
  }

  #load(): Promise<Bundle> {
    this.#bundle ??= this.#read().catch((error: unknown) => {
      // Built meanwhile, it is there the next time.
      this.#bundle = null;
      throw error;
    });
    return this.#bundle;
  }

  async #read(): Promise<Bundle> {
    const [document, program] = [join(builtPage, 'portal.html'), join(builtPortal, 'entry-server.js')];
    const missing = [document, program].find((file) => !existsSync(file));
    if (missing !== undefined) throw this.#notBuilt(missing);
    const { render } = (await import(pathToFileURL(program).href)) as Pick<Bundle, 'render'>;
    return { document: withUmami(await readFile(document, 'utf8'), this.config.umami), render };
  }

  /** Where it lies is not for everybody who asks for a page. */
  #notBuilt(file: string) {
    this.#logger.error(`The public pages are not built: ${file} is missing. Run npm start or node ops/prepare.mjs.`);
    return portalNotBuilt();
  }
}

/** Only what has times ago in it is another page a minute later; all else is the same for a day. */
const sinceOf = (page: PortalPage, now: Date): string => {
  const tellsTime = 'tool' in page && page.tool.freshness.syncedAt !== null;
  const stepMs = tellsTime ? minuteMs : dayMs;
  return new Date(Math.floor(now.getTime() / stepMs) * stepMs).toISOString();
};
