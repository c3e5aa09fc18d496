import type { ToolSummary } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/clock/clock.js';
import { DomainError } from '../../../../platform/errors/domain-error.js';
import { ToolList } from '../tools/tool-list.js';
import { PageRenderer, type PortalPage, type RenderedPage } from './page-renderer.js';

const mostAtOnce = 200;

/** The public pages, as everybody gets them: who is signed in makes no difference. */
@Injectable()
export class PortalPages {
  constructor(
    private readonly tools: ToolList,
    private readonly renderer: PageRenderer,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<RenderedPage> {
    return this.#render({ kind: 'list', tools: await this.#all() });
  }

  /** The page that says so where there is no such tool, or it is for members only. */
  tool(slug: string): Promise<RenderedPage> {
    return this.#ofTool(slug, (tool) => ({ kind: 'tool', tool }));
  }

  /** @param version also `latest`. */
  version(slug: string, version: string): Promise<RenderedPage> {
    return this.#ofTool(slug, (tool) => {
      const isThere = version === 'latest' || tool.versions.some((each) => each.version === version);
      return isThere ? { kind: 'version', tool, version } : { kind: 'missing' };
    });
  }

  missing(): Promise<RenderedPage> {
    return this.#render({ kind: 'missing' });
  }

  async #ofTool(
    slug: string,
    pageOf: (tool: Awaited<ReturnType<ToolList['get']>>) => PortalPage,
  ): Promise<RenderedPage> {
    try {
      return await this.#render(pageOf(await this.tools.get(slug, undefined)));
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'not-found') return this.missing();
      throw error;
    }
  }

  #render(page: PortalPage): Promise<RenderedPage> {
    return this.renderer.render(page, this.clock.now());
  }

  async #all(): Promise<ToolSummary[]> {
    const tools: ToolSummary[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.tools.page({ limit: mostAtOnce, ...(cursor !== undefined && { cursor }) }, undefined);
      tools.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return tools;
  }
}
