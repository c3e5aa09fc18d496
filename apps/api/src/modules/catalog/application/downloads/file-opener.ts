import { Injectable } from '@nestjs/common';
import type { Body } from '../../../../platform/bytes/body.js';
import type { Span } from '../../domain/release-source.js';
import { fileChanged } from '../../sources.errors.js';
import { SourceBook } from '../sources/source-book.js';
import { FileCache } from './file-cache.js';
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
  async open({ tool, file }: WantedFile, span: Span | null, signal: AbortSignal): Promise<OpenedFile> {
    const kept = await this.cache.open(tool, file, span);
    if (kept) return { body: kept, isKept: true };
    const body = await this.sources.open(tool, file, span, signal);
    const expected = span ? span.to - span.from : file.sizeBytes;
    if (expected === null || body.lengthBytes === null || body.lengthBytes === expected) return { body, isKept: false };
    body.cancel();
    throw fileChanged();
  }

  /** To be told when a file went out that did not lie here. Never throws. */
  wasFetched({ tool, file }: WantedFile): void {
    this.cache.fetch(tool, file);
  }
}
