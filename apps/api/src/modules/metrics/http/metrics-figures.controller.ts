import type {
  MetricCrosscheck as Crosscheck,
  MetricSeries,
  MetricTop,
  MetricTotals,
  SeriesQuery,
  TopQuery,
} from '@bothy/contracts';
import { Controller, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { attachment } from '../../../platform/http/attachment.js';
import { Route } from '../../../platform/http/route.decorator.js';
import { csvLine, csvType } from '../../../platform/text/csv-line.js';
import type { AskedSpan } from '../application/reading/asked-span.js';
import { MetricCrosscheck } from '../application/reading/metric-crosscheck.js';
import { MetricRanking } from '../application/reading/metric-ranking.js';
import { MetricReader } from '../application/reading/metric-reader.js';
import { seriesTable } from '../domain/series-table.js';

@Controller()
export class MetricsFiguresController {
  constructor(
    private readonly reader: MetricReader,
    private readonly ranking: MetricRanking,
    private readonly crosscheck: MetricCrosscheck,
  ) {}

  @Route('metricTotals')
  totals(@Query() query: AskedSpan & { readonly tool?: string }): Promise<MetricTotals> {
    return this.reader.totals(query);
  }

  @Route('metricSeries')
  series(@Query() query: SeriesQuery): Promise<MetricSeries> {
    return this.reader.series(query);
  }

  @Route('metricSeriesCsv')
  async table(@Query() query: SeriesQuery, @Res() reply: FastifyReply): Promise<void> {
    const series = await this.reader.series(query);
    const name = [query.tool, query.metric, series.from.slice(0, 10)].filter((part) => part !== undefined).join('-');
    await reply
      .header('content-type', csvType)
      .header('content-disposition', attachment(`${name}.csv`))
      .send([...seriesTable(series)].map(csvLine).join(''));
  }

  @Route('metricTop')
  top(@Query() query: TopQuery): Promise<MetricTop> {
    return this.ranking.top(query);
  }

  @Route('metricCrosscheck')
  crosscheckOf(@Query() { tool }: { readonly tool: string }): Promise<Crosscheck> {
    return this.crosscheck.of(tool);
  }
}
