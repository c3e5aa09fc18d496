import { Module } from '@nestjs/common';
import { Counts } from './application/counts.js';
import { DownloadCounter } from './application/download-counter.js';
import { ToolFigures } from './application/tool-figures.js';
import { UpstreamCounts } from './application/upstream-counts.js';

/** Needs the platform and identity. */
@Module({
  providers: [Counts, DownloadCounter, ToolFigures, UpstreamCounts],
  exports: [Counts, DownloadCounter, ToolFigures, UpstreamCounts],
})
export class MetricsModule {}
