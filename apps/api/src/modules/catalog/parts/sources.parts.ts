import { BackgroundSync } from '../application/sources/background-sync.js';
import { DueSyncs } from '../application/sources/due-syncs.js';
import { MissingChecksums } from '../application/sources/missing-checksums.js';
import { ReleaseHooks } from '../application/sources/release-hooks.js';
import { ReleaseSync } from '../application/sources/release-sync.js';
import { SourceBook } from '../application/sources/source-book.js';
import { SourceRefresh } from '../application/sources/source-refresh.js';
import { SyncLedger } from '../application/sources/sync-ledger.js';
import { SyncPace } from '../application/sources/sync-pace.js';
import { UpstreamFigures } from '../application/sources/upstream-figures.js';
import { UpstreamStatistics } from '../domain/upstream-statistics.js';
import { ReleaseHooksController } from '../http/release-hooks.controller.js';
import { DueSyncsJob } from '../jobs/due-syncs.job.js';
import { GitlabStatisticsJob } from '../jobs/gitlab-statistics.job.js';
import { BotSource } from '../sources/bot-source.js';
import { CatalogRoots } from '../sources/directory/catalog-roots.js';
import { DirectorySource } from '../sources/directory/directory-source.js';
import { GitlabApi } from '../sources/gitlab/gitlab-api.js';
import { GitlabDownload } from '../sources/gitlab/gitlab-download.js';
import { GitlabFetch } from '../sources/gitlab/gitlab-fetch.js';
import { GitlabSource } from '../sources/gitlab/gitlab-source.js';
import { GitlabStatistics } from '../sources/gitlab/gitlab-statistics.js';
import type { Parts } from './parts.js';

const kinds = [DirectorySource, GitlabSource, BotSource];

const sourceBook = {
  provide: SourceBook,
  inject: kinds,
  useFactory: (...sources: ConstructorParameters<typeof SourceBook>[0]) => new SourceBook(sources),
};

/** Where versions come from, and how often they are asked. */
export const sourcesParts: Parts = {
  controllers: [ReleaseHooksController],
  providers: [
    ...[CatalogRoots, GitlabApi, GitlabFetch, GitlabDownload, ...kinds, sourceBook],
    ...[SyncPace, SyncLedger, MissingChecksums, ReleaseSync, BackgroundSync, SourceRefresh, ReleaseHooks],
    ...[DueSyncs, DueSyncsJob],
    ...[{ provide: UpstreamStatistics, useClass: GitlabStatistics }, UpstreamFigures, GitlabStatisticsJob],
  ],
};
