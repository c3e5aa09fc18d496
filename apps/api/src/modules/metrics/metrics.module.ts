import { Module } from '@nestjs/common';
import { ClaimBook } from './application/counting/claim-book.js';
import { CountBuffer } from './application/counting/count-buffer.js';
import { CountFigures } from './application/counting/count-figures.js';
import { CountWriter } from './application/counting/count-writer.js';
import { KnownReferrers } from './application/counting/known-referrers.js';
import { CountedHappenings } from './application/counted-happenings.js';
import { Counts } from './application/counts.js';
import { DownloadCounter } from './application/download-counter.js';
import { DayEnd } from './application/keeping/day-end.js';
import { EvidenceRetention } from './application/keeping/evidence-retention.js';
import { Reconciliation } from './application/keeping/reconciliation.js';
import { RollUp } from './application/keeping/roll-up.js';
import { MetricCrosscheck } from './application/reading/metric-crosscheck.js';
import { MetricRanking } from './application/reading/metric-ranking.js';
import { MetricReader } from './application/reading/metric-reader.js';
import { ToolFigures } from './application/tool-figures.js';
import { UpstreamCounts } from './application/upstream-counts.js';
import { Countries } from './application/visitors/countries.js';
import { Crawlers } from './application/visitors/crawlers.js';
import { DaySalt } from './application/visitors/day-salt.js';
import { VisitorBook } from './application/visitors/visitor-book.js';
import { MetricsFiguresController } from './http/metrics-figures.controller.js';
import { DayEndJob } from './jobs/day-end.job.js';
import { FiguresJob } from './jobs/figures.job.js';
import { ClaimRepository } from './persistence/claim.repository.js';
import { EndedDays } from './persistence/ended-days.js';
import { EventRepository } from './persistence/event.repository.js';
import { FigureAudit } from './persistence/figure-audit.js';
import { FigureReader } from './persistence/figure-reader.js';
import { FigureWriter } from './persistence/figure-writer.js';
import { MetricSalts } from './persistence/metric-salts.js';
import { PartReader } from './persistence/part-reader.js';
import { ReferrerRepository } from './persistence/referrer.repository.js';
import { UpstreamDayRepository } from './persistence/upstream-day.repository.js';
import { Watermark } from './persistence/watermark.js';

/** Needs the platform and identity. */
@Module({
  controllers: [MetricsFiguresController],
  providers: [
    ...[ClaimRepository, EventRepository, ReferrerRepository, UpstreamDayRepository, EndedDays, MetricSalts],
    ...[FigureAudit, FigureReader, FigureWriter, PartReader, Watermark],
    ...[ClaimBook, CountBuffer, CountFigures, CountWriter, KnownReferrers, CountedHappenings],
    ...[Countries, Crawlers, DaySalt, VisitorBook],
    ...[DayEnd, EvidenceRetention, Reconciliation, RollUp, DayEndJob, FiguresJob],
    ...[MetricCrosscheck, MetricRanking, MetricReader],
    ...[Counts, DownloadCounter, ToolFigures, UpstreamCounts],
  ],
  exports: [Counts, DownloadCounter, ToolFigures, UpstreamCounts],
})
export class MetricsModule {}
