import { isDeepStrictEqual } from 'node:util';
import type { ToolBody, ToolPatch } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../../../platform/clock/clock.js';
import type { Principal } from '../../../../platform/http/principal.js';
import { isSamePlace } from '../../domain/same-place.js';
import type { ToolRecord } from '../../domain/tool-record.js';
import { ReleaseRepository } from '../../persistence/release.repository.js';
import { type ToolChanges, ToolRepository } from '../../persistence/tool.repository.js';
import { ToolLedger } from './tool-ledger.js';

/** Where operators make, change and delete tools. What they say was checked before: see `ToolChecks`. */
@Injectable()
export class ToolDesk {
  constructor(
    private readonly tools: ToolRepository,
    private readonly releases: ReleaseRepository,
    private readonly ledger: ToolLedger,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `tool_exists` */
  async create(body: ToolBody, { actor }: Principal): Promise<void> {
    const now = this.#now();
    const tool: ToolRecord = {
      ...{ id: uuidv7(), ...body, webhookTokenHash: null, createdAt: now, updatedAt: now },
      ...unasked(body.source, now),
    };
    await this.ledger.write(actor, 'created', async () => {
      await this.tools.insert(tool);
      return { tool, details: { visibility: tool.visibility, source: tool.source?.kind ?? null } };
    });
  }

  /**
   * Fields that are left out stay as they are. Versions of another source than before are gone.
   *
   * @returns whether its source is to be asked anew.
   * @throws DomainError `tool_not_found`
   */
  async change(slug: string, patch: ToolPatch, { actor }: Principal): Promise<boolean> {
    let isToBeAsked = false;
    await this.ledger.write(actor, 'changed', async () => {
      const tool = await this.ledger.lock(slug);
      const changes = changesOf(patch, tool);
      const fields = Object.keys(changes);
      if (fields.length === 0) return null;
      isToBeAsked = Boolean(changes.source);
      await this.tools.change(tool.id, {
        ...changes,
        ...(await this.#resource(tool, changes)),
        updatedAt: this.#now(),
      });
      return { tool, details: { fields } };
    });
    return isToBeAsked;
  }

  /** Its figures stay. @throws DomainError `tool_not_found` */
  async delete(slug: string, { actor }: Principal): Promise<void> {
    await this.ledger.write(actor, 'deleted', async () => {
      const tool = await this.ledger.lock(slug);
      await this.tools.delete(tool.id);
      return { tool, details: {} };
    });
  }

  /** What follows from another source: of the same place, with another token, what is known of it stays known. */
  async #resource({ id, source }: ToolRecord, changes: ToolChanges): Promise<ToolChanges> {
    if (changes.source === undefined) return {};
    if (isSamePlace(changes.source, source)) return { nextSyncAt: this.#now() };
    await this.releases.clear(id);
    return unasked(changes.source, this.#now());
  }

  #now(): string {
    return this.clock.now().toISOString();
  }
}

/** A source that was never asked: it is its turn now, also after a restart of the server. */
const unasked = (source: ToolRecord['source'], now: string) => ({
  ...{ syncedAt: null, triedAt: null, syncProblem: null, validator: null },
  nextSyncAt: source && now,
});

/** What is other than it was. */
const changesOf = (patch: ToolPatch, tool: ToolRecord): ToolChanges =>
  Object.fromEntries(
    Object.entries(patch).filter(
      ([field, value]) => value !== undefined && !isDeepStrictEqual(value, tool[field as keyof ToolPatch]),
    ),
  );
