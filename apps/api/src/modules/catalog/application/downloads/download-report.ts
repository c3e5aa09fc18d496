import { Injectable, Logger } from '@nestjs/common';
import { DownloadCounter, type Visitor } from '../../../metrics/index.js';
import type { WantedFile } from './wanted-file.js';

/** What one answer brought to its visitor. */
export interface Sent {
  readonly from: number;
  /** Not included. */
  readonly to: number;
  /** Of the whole file. */
  readonly sizeBytes: number;
}

/** Tells of files that were sent, whole or in part, to be counted. */
@Injectable()
export class DownloadReport {
  readonly #logger = new Logger(DownloadReport.name);

  constructor(private readonly counter: DownloadCounter) {}

  /** Never throws: who gets a file does not care whether it was counted. */
  async tell(visitor: Visitor, { tool, release, file }: WantedFile, sent: Sent): Promise<void> {
    try {
      await this.counter.sent(visitor, { tool: tool.slug, version: release.version, file: file.name, ...sent });
    } catch (error) {
      this.#logger.error(error, `A download of ${tool.slug} could not be counted`);
    }
  }
}
