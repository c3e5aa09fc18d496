import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Like, MoreThan, Not } from 'typeorm';
import type { Keyring } from '../../crypto/keyring.js';
import { SealedStores, type SealedStore } from '../../crypto/sealed-stores.js';
import { UnsealError } from '../../crypto/unseal-error.js';
import { Database } from '../../database/database.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { contentPurpose, payloadPurpose } from '../mail-seals.js';
import { MailEntity } from './mail.entity.js';

const batch = 100;
const columns = [
  { column: 'payload', purpose: payloadPurpose },
  { column: 'content', purpose: contentPurpose },
] as const;

/** Seals the mails anew when the master key was replaced. */
@Injectable()
export class SealedMails implements SealedStore, OnModuleInit {
  readonly name = 'mails';
  private readonly logger = new Logger(SealedMails.name);

  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly stores: SealedStores,
  ) {}

  onModuleInit(): void {
    this.stores.add(this);
  }

  async reseal(keyring: Keyring): Promise<number> {
    let resealed = 0;
    let after: string | null = '';
    while (after !== null) {
      const from: string = after;
      const done = await this.unitOfWork.run(() => this.resealBehind(from, keyring));
      resealed += done.resealed;
      after = done.last;
    }
    return resealed;
  }

  private async resealBehind(after: string, keyring: Keyring): Promise<{ resealed: number; last: string | null }> {
    const old = Not(Like(`${keyring.currentPrefix()}%`));
    const rows = await this.database.manager.find(MailEntity, {
      where: columns.map(({ column }) => ({ id: MoreThan(after), [column]: old })),
      order: { id: 'ASC' },
      take: batch,
    });
    let resealed = 0;
    for (const row of rows) resealed += await this.resealRow(row, keyring);
    return { resealed, last: rows.at(-1)?.id ?? null };
  }

  private async resealRow(row: MailEntity, keyring: Keyring): Promise<number> {
    let resealed = 0;
    for (const { column, purpose } of columns) {
      const sealed = row[column];
      if (sealed === null || sealed.startsWith(keyring.currentPrefix())) continue;
      const anew = this.sealedAnew(keyring, purpose, sealed, row.id);
      if (anew === null) continue;
      // Only what was read is replaced: a server may have sent or kept the mail meanwhile.
      const { affected } = await this.database.manager.update(
        MailEntity,
        { id: row.id, [column]: sealed },
        { [column]: anew },
      );
      resealed += affected ?? 0;
    }
    return resealed;
  }

  /** One mail that no key opens any more must not stand in the way of all others: it stays as it is. */
  private sealedAnew(keyring: Keyring, purpose: string, sealed: string, id: string): string | null {
    try {
      return keyring.reseal(purpose, sealed, id);
    } catch (error) {
      if (!(error instanceof UnsealError)) throw error;
      this.logger.warn(`The mail ${id} could not be sealed anew: ${error.message}`);
      return null;
    }
  }
}
