import { CreateMetrics1700000000701 } from './persistence/create-metrics.migration.js';
import { MetricClaimEntity } from './persistence/metric-claim.entity.js';
import { MetricDayPartEntity } from './persistence/metric-day-part.entity.js';
import { MetricDayEntity } from './persistence/metric-day.entity.js';
import { MetricEventEntity } from './persistence/metric-event.entity.js';
import { MetricHourEntity } from './persistence/metric-hour.entity.js';
import { MetricMonthPartEntity } from './persistence/metric-month-part.entity.js';
import { MetricMonthEntity } from './persistence/metric-month.entity.js';
import { MetricSaltEntity } from './persistence/metric-salt.entity.js';
import { MetricToolDayEntity } from './persistence/metric-tool-day.entity.js';
import { MetricUpstreamDayEntity } from './persistence/metric-upstream-day.entity.js';
import { MetricWatermarkEntity } from './persistence/metric-watermark.entity.js';

export const metricsEntities = [
  ...[MetricEventEntity, MetricHourEntity, MetricDayEntity, MetricToolDayEntity, MetricMonthEntity],
  ...[MetricDayPartEntity, MetricMonthPartEntity, MetricClaimEntity, MetricSaltEntity],
  ...[MetricWatermarkEntity, MetricUpstreamDayEntity],
];
export const metricsMigrations = [CreateMetrics1700000000701];
