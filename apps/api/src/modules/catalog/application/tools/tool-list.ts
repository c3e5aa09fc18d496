import type { Tool, ToolSummary } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../../platform/http/principal.js';
import { decodeCursor } from '../../../../platform/paging/cursor.js';
import { cutPage, type Page, type PageQuery } from '../../../../platform/paging/page.js';
import type { ToolRecord } from '../../domain/tool-record.js';
import { foldedOf, type ToolPlace, ToolRepository } from '../../persistence/tool.repository.js';
import { ToolPresenter } from './tool-presenter.js';
import { ToolShelf } from './tool-shelf.js';

export interface ToolListQuery extends PageQuery {
  readonly search?: string;
}

/** Tools as they are looked at. */
@Injectable()
export class ToolList {
  constructor(
    private readonly tools: ToolRepository,
    private readonly shelf: ToolShelf,
    private readonly presenter: ToolPresenter,
  ) {}

  /** By name; `search` is looked for in name, slug and summary. @throws DomainError `bad_cursor` */
  async page({ limit, cursor, search }: ToolListQuery, who: Principal | undefined): Promise<Page<ToolSummary>> {
    const behind = cursor === undefined ? null : placeOf(decodeCursor(cursor, keyForm));
    const visibilities = this.shelf.visibilities(who);
    const rows = await this.tools.page({ search, visibilities, behind, limit: limit + 1 });
    const { items, nextCursor } = cutPage(rows, limit, keyOf, (tool) => tool);
    return { items: await this.presenter.summaries(items), nextCursor };
  }

  /** @throws DomainError `tool_not_found` */
  async get(slug: string, who: Principal | undefined): Promise<Tool> {
    return this.presenter.present(await this.shelf.see(slug, who), who);
  }
}

/** A name may have any characters; a slug has no slash. */
const keyForm = /^[^]{1,300}\/[a-z0-9-]{1,64}$/;

const keyOf = ({ name, slug }: ToolRecord): string => `${foldedOf(name)}/${slug}`;

const placeOf = (key: string): ToolPlace => {
  const at = key.lastIndexOf('/');
  return { nameFolded: key.slice(0, at), slug: key.slice(at + 1) };
};
