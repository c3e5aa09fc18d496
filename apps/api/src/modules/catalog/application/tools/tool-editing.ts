import type { ToolBody, ToolPatch } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../../platform/http/principal.js';
import { FirstSync } from './first-sync.js';
import { ToolChecks } from './tool-checks.js';
import { ToolDesk } from './tool-desk.js';

/** The whole of an edit: what is said is looked at, written down, and a source that is new is asked. */
@Injectable()
export class ToolEditing {
  constructor(
    private readonly checks: ToolChecks,
    private readonly desk: ToolDesk,
    private readonly firstSync: FirstSync,
  ) {}

  /** @throws InvalidRequest, DomainError `tool_exists`, and what `SourceBook.check` throws. */
  async create(body: ToolBody, who: Principal): Promise<void> {
    await this.checks.require(body, who);
    await this.desk.create(body, who);
    if (body.source) await this.firstSync.begin(body.slug);
  }

  /** @throws InvalidRequest, DomainError `tool_not_found`, and what `SourceBook.check` throws. */
  async change(slug: string, patch: ToolPatch, who: Principal): Promise<void> {
    await this.checks.require(patch, who);
    const isToBeAsked = await this.desk.change(slug, patch, who);
    if (isToBeAsked) await this.firstSync.begin(slug);
  }

  /** @throws DomainError `tool_not_found` */
  delete(slug: string, who: Principal): Promise<void> {
    return this.desk.delete(slug, who);
  }
}
