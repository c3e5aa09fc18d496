import type { KeptSave, SaveKindName } from '@bothy/contracts';
import { Injectable, Logger } from '@nestjs/common';
import { UnsealError } from '../../../platform/crypto/unseal-error.js';
import type { Principal } from '../../../platform/http/principal.js';
import type { Page, PageQuery } from '../../../platform/paging/page.js';
import type { StoredSave } from '../persistence/kept-save.repository.js';
import { KeptLedger } from './kept-ledger.js';
import { KeptSaveStore } from './kept-save-store.js';
import { SaveDesk } from './save-desk.js';

/** Saves that members keep: only those they ask for, each seen by its member alone. */
@Injectable()
export class KeptSaves {
  readonly #logger = new Logger(KeptSaves.name);

  constructor(
    private readonly ledger: KeptLedger,
    private readonly store: KeptSaveStore,
    private readonly desk: SaveDesk,
  ) {}

  page(memberId: string, query: PageQuery): Promise<Page<KeptSave>> {
    return this.ledger.page(memberId, query, (row) => this.#present(row));
  }

  /** @throws DomainError `too_many_kept`, `too_much_kept`, and what the codec says of what is no save. */
  async keep(file: { name: string; bytes: Buffer }, who: Principal, signal: AbortSignal): Promise<KeptSave> {
    const { memberId } = who;
    await this.ledger.requireRoom(memberId, file.bytes.length);
    const { kind } = await this.desk.open({ act: 'recognise' }, file.bytes, { who: memberId, signal });
    const row = await this.store.put({ memberId, kind, ...file });
    try {
      await this.ledger.add(row, who);
    } catch (error) {
      await this.#removeObject(row);
      throw error;
    }
    return this.#present(row);
  }

  /** @throws DomainError `kept_save_not_found` */
  async open(id: string, memberId: string): Promise<ReturnType<KeptSaveStore['open']>> {
    return this.store.open(await this.ledger.get(id, memberId));
  }

  /** @throws DomainError `kept_save_not_found` */
  async delete(id: string, who: Principal): Promise<void> {
    await this.#removeObject(await this.ledger.remove(id, who));
  }

  async #removeObject({ objectKey }: StoredSave): Promise<void> {
    try {
      await this.store.delete(objectKey);
    } catch (error) {
      // No row names it: the sweep takes it.
      this.#logger.warn(`${objectKey} could not be deleted: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** Null where its seal does not open: it can still be seen that it is there, and deleted. */
  #nameOf(row: StoredSave): string | null {
    try {
      return this.store.nameOf(row);
    } catch (error) {
      if (!(error instanceof UnsealError)) throw error;
      this.#logger.error(`The kept save ${row.id} cannot be opened (${error.code}).`);
      return null;
    }
  }

  #present(row: StoredSave): KeptSave {
    const { id, kind, sizeBytes, sha256, createdAt } = row;
    return { id, name: this.#nameOf(row), kind: kind as SaveKindName, sizeBytes, sha256, createdAt };
  }
}
