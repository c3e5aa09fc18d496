import { Injectable } from '@nestjs/common';
import type { Body } from '../../../../platform/bytes/body.js';
import { LeftOut } from '../../domain/left-out.js';
import { type Listing, ReleaseSource, type Span } from '../../domain/release-source.js';
import type { FileRecord } from '../../domain/tool-record.js';
import { GitlabApi, type GitlabSettings } from './gitlab-api.js';
import { GitlabDownload } from './gitlab-download.js';
import { readLocator } from './gitlab-locator.js';
import { GitlabListing } from './gitlab-listing.js';
import { GitlabPages } from './gitlab-pages.js';

/** Releases of a project in a GitLab, which may be private. */
@Injectable()
export class GitlabSource extends ReleaseSource<GitlabSettings> {
  readonly kind = 'gitlab';

  constructor(
    private readonly api: GitlabApi,
    private readonly download: GitlabDownload,
  ) {
    super();
  }

  check(source: GitlabSettings): Promise<void> {
    return this.api.check(source);
  }

  async list(source: GitlabSettings, validator: string | null, signal: AbortSignal): Promise<Listing> {
    const pages = new GitlabPages(this.api, source, signal);
    if (validator !== null && (await pages.areAsBefore(validator))) return { releases: null, validator, notes: [] };
    const leftOut = new LeftOut();
    const releases = await new GitlabListing(this.api, source, pages, leftOut).read();
    return { releases, validator: pages.validator, notes: leftOut.sentences };
  }

  /** Of what a link leads to, GitLab knows nothing. */
  override vouchesFor({ locator }: FileRecord): boolean {
    const read = readLocator(locator);
    return read.by === 'api' && read.fileId !== null;
  }

  open(source: GitlabSettings, file: FileRecord, span: Span | null, signal: AbortSignal): Promise<Body> {
    return this.download.open(source, file, span, signal);
  }
}
