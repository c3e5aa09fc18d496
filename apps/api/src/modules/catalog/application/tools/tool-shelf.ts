import type { ToolVisibility } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../../platform/http/principal.js';
import type { ToolRecord } from '../../domain/tool-record.js';
import { ToolRepository } from '../../persistence/tool.repository.js';
import { toolForMembers, toolNotFound } from '../../tools.errors.js';

/** Where tools lie for all to see, and those for members for who may read the catalog. */
@Injectable()
export class ToolShelf {
  constructor(private readonly tools: ToolRepository) {}

  /**
   * @param who undefined: a stranger.
   * @throws DomainError `tool_not_found`, also for a tool that is for members, to who may not read the catalog.
   */
  async see(slug: string, who: Principal | undefined): Promise<ToolRecord> {
    const tool = await this.tools.find(slug);
    if (!tool || !this.isFor(tool, who)) throw toolNotFound(slug);
    return tool;
  }

  /**
   * As `see`, for programs that sign in once they are asked to: git, curl.
   *
   * @throws DomainError `tool_for_members` (401) when a stranger wants what is for members.
   */
  async seeOrAsk(slug: string, who: Principal | undefined): Promise<ToolRecord> {
    const tool = await this.tools.find(slug);
    if (tool && !who && !this.isPublic(tool)) throw toolForMembers(slug);
    if (!tool || !this.isFor(tool, who)) throw toolNotFound(slug);
    return tool;
  }

  /** @throws DomainError `tool_not_found` for one that is for members, whoever asks: for pages that everybody gets alike. */
  seePublic(slug: string): Promise<ToolRecord> {
    return this.see(slug, undefined);
  }

  isPublic({ visibility }: Pick<ToolRecord, 'visibility'>): boolean {
    return visibility === 'public';
  }

  isFor({ visibility }: Pick<ToolRecord, 'visibility'>, who: Principal | undefined): boolean {
    return this.visibilities(who).includes(visibility);
  }

  visibilities(who: Principal | undefined): readonly ToolVisibility[] {
    return who?.permissions.has('catalog:read') === true ? ['public', 'members'] : ['public'];
  }
}
