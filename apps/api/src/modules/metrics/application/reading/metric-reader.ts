import { metricNames, type MetricSeries, type MetricTotals, type SeriesQuery } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/clock/clock.js';
import { seriesOf } from '../../domain/series-of.js';
import { FigureReader } from '../../persistence/figure-reader.js';
import { type AskedSpan, bucketsOf, spanOf } from './asked-span.js';

/** Versions of several tools are called alike. */
const keyOf = (by: SeriesQuery['by'], tool: SeriesQuery['tool']) =>
  by === 'version' && tool === undefined ? 'tool and version' : (by ?? null);

const unitOf = { hour: 'hour', day: 'day', week: 'day', month: 'month' } as const;

/** Answers how often, in all and over time. */
@Injectable()
export class MetricReader {
  constructor(
    private readonly figures: FigureReader,
    private readonly clock: Clock,
  ) {}

  /** @throws InvalidRequest */
  async totals({ tool, ...asked }: AskedSpan & { readonly tool?: string | undefined }): Promise<MetricTotals> {
    const span = spanOf(asked, this.clock.now());
    const sums = await this.figures.sums(span, { metrics: metricNames, tool: tool ?? null }, ['metric']);
    const of = (name: string) => sums.find(({ metric }) => metric === name)?.value ?? 0;
    return {
      downloads: of('downloads'),
      botDownloads: of('bot-downloads'),
      clones: of('clones'),
      fetches: of('fetches'),
      bytes: of('bytes'),
      saves: of('saves'),
      runs: of('runs'),
    };
  }

  /**
   * Of all buckets that the span touches; of the first and the last of them, only what lies in the span is summed.
   *
   * @throws InvalidRequest
   */
  async series({ metric, bucket, by, tool, ...asked }: SeriesQuery): Promise<MetricSeries> {
    const { begins, from, to, summed } = bucketsOf(bucket, asked, this.clock.now());
    const filter = { metrics: [metric], tool: tool ?? null };
    const points = await this.figures.points(unitOf[bucket], summed, filter, keyOf(by, tool));
    return {
      metric,
      bucket,
      from: from.toISOString(),
      to: to.toISOString(),
      at: begins.map((begin) => begin.toISOString()),
      series: seriesOf(points, bucket, begins, by !== undefined),
    };
  }
}
