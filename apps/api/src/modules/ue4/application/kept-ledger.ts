import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import type { Principal } from '../../../platform/http/principal.js';
import { type Page, pageById, type PageQuery } from '../../../platform/paging/page.js';
import { AuditTrail } from '../../audit/index.js';
import { KeptSaveRepository, type StoredSave } from '../persistence/kept-save.repository.js';
import { keptSaveNotFound } from '../ue4.errors.js';
import { KeptRoom } from './kept-room.js';

/** Writes down what members keep, within what they may, and together with the record of it. */
@Injectable()
export class KeptLedger {
  constructor(
    private readonly saves: KeptSaveRepository,
    private readonly room: KeptRoom,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
  ) {}

  /** The newest first. */
  page<Item>(memberId: string, query: PageQuery, present: (row: StoredSave) => Item): Promise<Page<Item>> {
    return pageById(query, (behind, limit) => this.saves.behind(memberId, behind, limit), present);
  }

  /** @throws DomainError `kept_save_not_found` */
  async get(id: string, memberId: string): Promise<StoredSave> {
    const row = await this.saves.find(memberId, id);
    if (!row) throw keptSaveNotFound();
    return row;
  }

  /** That there is room for one more, as it seems. @throws DomainError `too_many_kept`, `too_much_kept` */
  requireRoom(memberId: string, sizeBytes: number): Promise<void> {
    return this.room.require(memberId, sizeBytes);
  }

  /** @throws DomainError `too_many_kept`, `too_much_kept` */
  async add(row: StoredSave, { actor }: Principal): Promise<void> {
    await this.unitOfWork.run(async () => {
      await this.room.require(row.memberId, row.sizeBytes);
      await this.saves.insert(row);
      const details = { kind: row.kind, sizeBytes: row.sizeBytes };
      await this.audit.append({ actor, action: 'save.kept', target: targetOf(row), details });
    });
  }

  /** @returns what was removed. @throws DomainError `kept_save_not_found` */
  remove(id: string, { memberId, actor }: Principal): Promise<StoredSave> {
    return this.unitOfWork.run(async () => {
      const row = await this.get(id, memberId);
      // On PostgreSQL somebody else may have deleted it since it was read.
      if (!(await this.saves.delete(memberId, id))) throw keptSaveNotFound();
      const details = { kind: row.kind, sizeBytes: row.sizeBytes };
      await this.audit.append({ actor, action: 'save.deleted', target: targetOf(row), details });
      return row;
    });
  }
}

/** What a save is called is its member's: the trail is read by others. */
const targetOf = ({ id, kind }: StoredSave) => ({ kind: 'save', id, name: kind });
