import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../../platform/http/principal.js';
import { fileNotFound, releaseNotFound, releaseWithdrawn } from '../../downloads.errors.js';
import { ReleaseRepository } from '../../persistence/release.repository.js';
import { ToolShelf } from '../tools/tool-shelf.js';
import type { WantedFile } from './wanted-file.js';

/** A file by the parts of its address. */
export interface FileAddress {
  readonly tool: string;
  /** `latest` is the newest. */
  readonly version: string;
  readonly file: string;
}

/** Finds what an address of a file stands for. */
@Injectable()
export class DownloadDesk {
  constructor(
    private readonly shelf: ToolShelf,
    private readonly releases: ReleaseRepository,
  ) {}

  /**
   * @param who undefined: a stranger.
   * @throws DomainError `tool_for_members`, `tool_not_found`, `release_not_found`, `release_withdrawn`, `file_not_found`
   */
  async find(address: FileAddress, who: Principal | undefined): Promise<WantedFile> {
    const tool = await this.shelf.seeOrAsk(address.tool, who);
    const release = await this.releases.find(tool.id, address.version);
    if (!release) throw releaseNotFound();
    if (release.withdrawnAt !== null) throw releaseWithdrawn(release.version);
    const file = release.files.find(({ name }) => name === address.file);
    if (!file) throw fileNotFound();
    return { tool, release, file };
  }
}
