import { Injectable, Logger } from '@nestjs/common';
import { DomainError } from '../../../../platform/errors/domain-error.js';
import type { Principal } from '../../../../platform/http/principal.js';
import { fileChanging } from '../../downloads.errors.js';
import { MissingChecksums } from '../sources/missing-checksums.js';
import { SourceRefresh } from '../sources/source-refresh.js';
import { DownloadDesk, type FileAddress } from './download-desk.js';
import { isMeasured, type WantedFile } from './wanted-file.js';

/** What is read to be measured while somebody waits for its first byte: from this machine, and from afar. */
const largestLocal = 1024 ** 3;
const largestFetched = 16 * 1024 ** 2;

/** Files as their source has them at this moment. */
@Injectable()
export class SettledFiles {
  readonly #logger = new Logger(SettledFiles.name);

  constructor(
    private readonly desk: DownloadDesk,
    private readonly checksums: MissingChecksums,
    private readonly source: SourceRefresh,
  ) {}

  /**
   * Finds a file, measured where that is quickly done, and hands it to `use`. Where the file turns out to be another one
   * than was listed, its source is asked anew, and all is done once more.
   *
   * @param who undefined: a stranger.
   * @param use must have done nothing yet where it throws `file_changed`.
   * @throws what {@link DownloadDesk.find}, its source and `use` throw; DomainError `file_changing`
   */
  async use<T>(address: FileAddress, who: Principal | undefined, use: (file: WantedFile) => Promise<T>): Promise<T> {
    const first = await this.#find(address, who);
    try {
      return await use(first);
    } catch (error) {
      if (!isChanged(error)) throw error;
    }
    await this.source.refresh(first.tool, first.file);
    try {
      return await use(await this.#find(address, who));
    } catch (error) {
      throw isChanged(error) ? fileChanging() : error;
    }
  }

  /** Has the source asked anew in the background, where it turned out too late that a file is another one now. */
  suspect({ tool, file }: WantedFile, error: unknown): void {
    if (!isChanged(error)) return;
    this.source.refresh(tool, file).catch((failure: unknown) => {
      this.#logger.error(failure, `The source of ${tool.slug} could not be asked anew`);
    });
  }

  async #find(address: FileAddress, who: Principal | undefined): Promise<WantedFile> {
    const wanted = await this.desk.find(address, who);
    if (isMeasured(wanted) || !isQuick(wanted)) return wanted;
    await this.checksums.again(wanted.tool, wanted.file);
    return this.desk.find(address, who);
  }
}

const isChanged = (error: unknown): boolean => error instanceof DomainError && error.code === 'file_changed';

const isQuick = ({ tool: { source }, file: { sizeBytes } }: WantedFile): boolean =>
  sizeBytes !== null && sizeBytes <= (source?.kind === 'gitlab' ? largestFetched : largestLocal);
