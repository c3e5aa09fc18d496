import { Injectable } from '@nestjs/common';
import { Config } from '../../../platform/config/config.js';
import { KeptSaveRepository } from '../persistence/kept-save.repository.js';
import { tooManyKept, tooMuchKept } from '../ue4.errors.js';

/** How much a member may keep. */
@Injectable()
export class KeptRoom {
  constructor(
    private readonly config: Config,
    private readonly saves: KeptSaveRepository,
  ) {}

  /** That there is room for one more. @throws DomainError `too_many_kept`, `too_much_kept` */
  async require(memberId: string, sizeBytes: number): Promise<void> {
    const { keptVersions, keptBytes } = this.config.saves;
    const { versions, bytes } = await this.saves.totals(memberId);
    if (versions >= keptVersions) throw tooManyKept(keptVersions);
    if (bytes + sizeBytes > keptBytes) throw tooMuchKept(keptBytes);
  }
}
