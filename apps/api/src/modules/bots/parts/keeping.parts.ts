import { ArtifactStore } from '../application/artifacts/artifact-store.js';
import { ArtifactSweep } from '../application/artifacts/artifact-sweep.js';
import { RunArtifacts } from '../application/artifacts/run-artifacts.js';
import { NoticeDelivery } from '../application/notices/notice-delivery.js';
import { NoticeDesk } from '../application/notices/notice-desk.js';
import { NoticeMail } from '../application/notices/notice-mail.js';
import { NoticeRound } from '../application/notices/notice-round.js';
import { RunNotices } from '../application/notices/run-notices.js';
import { LeftoverSweep } from '../application/retention/leftover-sweep.js';
import { RunFiles } from '../application/retention/run-files.js';
import { RunPurge } from '../application/retention/run-purge.js';
import { RunRemoval } from '../application/retention/run-removal.js';
import { RunRetention } from '../application/retention/run-retention.js';
import { ArtifactDownload } from '../http/artifact-download.js';
import { ArtifactsController } from '../http/artifacts.controller.js';
import { PurgeController } from '../http/purge.controller.js';
import { NoticesSweepJob } from '../jobs/notices-sweep.job.js';
import { NoticesJob } from '../jobs/notices.job.js';
import { RetentionLeftoversJob } from '../jobs/retention-leftovers.job.js';
import { RetentionJob } from '../jobs/retention.job.js';
import { ArtifactCollectionEntity } from '../persistence/keeping/artifact-collection.entity.js';
import { ArtifactRepository } from '../persistence/keeping/artifact.repository.js';
import { BotHealthEntity } from '../persistence/keeping/bot-health.entity.js';
import { BotHealthRepository } from '../persistence/keeping/bot-health.repository.js';
import { BotNoticeEntity } from '../persistence/keeping/bot-notice.entity.js';
import { CreateKeeping1700000000305 } from '../persistence/keeping/create-keeping.migration.js';
import { KeptRuns } from '../persistence/keeping/kept-runs.js';
import { NoticeRepository } from '../persistence/keeping/notice.repository.js';
import { RunArtifactEntity } from '../persistence/keeping/run-artifact.entity.js';
import { SealedArtifacts } from '../persistence/keeping/sealed-artifacts.js';
import type { Parts } from './parts.js';

/** What runs leave behind: artifacts, notices, and how long all of it is kept. */
export const keepingParts: Parts = {
  controllers: [ArtifactsController, PurgeController],
  providers: [
    ...[ArtifactRepository, SealedArtifacts, ArtifactStore, RunArtifacts, ArtifactSweep, ArtifactDownload],
    ...[BotHealthRepository, NoticeRepository, NoticeMail, NoticeDesk, RunNotices, NoticeDelivery, NoticeRound],
    ...[KeptRuns, RunFiles, RunRemoval, RunRetention, RunPurge, LeftoverSweep],
    ...[NoticesJob, NoticesSweepJob, RetentionJob, RetentionLeftoversJob],
  ],
  entities: [RunArtifactEntity, ArtifactCollectionEntity, BotHealthEntity, BotNoticeEntity],
  migrations: [CreateKeeping1700000000305],
};
