export { Counts } from './application/counts.js';
export { DownloadCounter } from './application/download-counter.js';
export { ToolFigures } from './application/tool-figures.js';
export { UpstreamCounts } from './application/upstream-counts.js';
export type { Counted, SentPart, Visitor } from './domain/counted.js';
export { MetricsModule } from './metrics.module.js';
export { MetricsSealsModule } from './metrics-seals.module.js';
export { metricsEntities, metricsMigrations } from './metrics.schema.js';
