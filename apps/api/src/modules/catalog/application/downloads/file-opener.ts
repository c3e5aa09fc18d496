import { Injectable } from '@nestjs/common';
import type { Body } from '../../../../platform/bytes/body.js';
import type { Span } from '../../domain/release-source.js';
import { fileChanged } from '../../sources.errors.js';
import { SourceBook } from '../sources/source-book.js';
import { FileCache } from './file-cache.js';
import { ProvenBody } from './proven-body.js';
import type { WantedFile } from './wanted-file.js';

export interface OpenedFile {
  readonly body: Body;
  /** It came from here, and not from its source. */
  readonly isKept: boolean;
}

/** Opens files: from the cache where they are kept, else from their source. */
@Injectable()
export class FileOpener {
  constructor(
    private readonly cache: FileCache,
    private readonly sources: SourceBook,
  ) {}

  /**
   * @param span null: all of it, however long it is.
   * @throws DomainError of the kind `unavailable`; `file_changed` where it is not the file that was listed.
   */
  async open(wanted: WantedFile, span: Span | null, signal: AbortSignal): Promise<OpenedFile> {
    const { tool, file } = wanted;
    const kept = await this.cache.open(tool, file, span);
    if (kept) return { body: kept, isKept: true };
    const body = await this.sources.open(tool, file, span, signal);
    const expected = span ? span.to - span.from : file.sizeBytes;
    if (expected === null || body.lengthBytes === null || body.lengthBytes === expected)
      return { body: this.#proven(wanted, span, body), isKept: false };
    body.cancel();
    throw fileChanged();
  }

  /**
   * To be told when so many bytes went out of a file that did not lie here. It is only fetched for the next one where that
   * was at least half of it: who asks for one byte does not have us fetch all. Never throws.
   */
  wasFetched({ tool, file }: WantedFile, sentBytes: number): void {
    if (file.sizeBytes !== null && sentBytes * 2 >= file.sizeBytes) this.cache.fetch(tool, file);
  }

  /** Half a second of work for each GiB: not for what its source would tell of itself, and not for parts. */
  #proven({ tool, file }: WantedFile, span: Span | null, body: Body): Body {
    const isAll = span === null || (span.from === 0 && span.to === file.sizeBytes);
    if (!isAll || file.sha256 === null || this.sources.vouchesFor(tool, file)) return body;
    return new ProvenBody(body, file.sha256);
  }
}
