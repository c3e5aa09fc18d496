import type { MetricTop, TopQuery } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/clock/clock.js';
import { wholeDays } from '../../domain/time-span.js';
import { FigureReader } from '../../persistence/figure-reader.js';
import { PartReader } from '../../persistence/part-reader.js';
import { spanOf } from './asked-span.js';

const orNull = (text: string): string | null => (text === '' ? null : text);

/** Answers which were the greatest. */
@Injectable()
export class MetricRanking {
  constructor(
    private readonly figures: FigureReader,
    private readonly parts: PartReader,
    private readonly clock: Clock,
  ) {}

  /**
   * Of files (`<version>/<file>`), referrers and countries only days are known: those that the span touches.
   *
   * @throws InvalidRequest
   */
  top({ by, ...query }: TopQuery): Promise<MetricTop> {
    return by === 'tool' || by === 'version' ? this.#ofFigures(by, query) : this.#ofParts(by, query);
  }

  async #ofFigures(by: 'tool' | 'version', query: Omit<TopQuery, 'by'>): Promise<MetricTop> {
    const { metric, tool = null, limit, ...asked } = query;
    const span = spanOf(asked, this.clock.now());
    const columns = by === 'tool' ? (['tool'] as const) : (['tool', 'version'] as const);
    const sums = await this.figures.sums(span, { metrics: [metric], tool }, columns);
    const sorted = sums.toSorted((one, other) => other.value - one.value || (nameOf(one) < nameOf(other) ? -1 : 1));
    return {
      items: sorted.slice(0, limit).map((sum) => ({ tool: orNull(sum.tool), key: orNull(sum[by]), value: sum.value })),
      total: sums.reduce((all, { value }) => all + value, 0),
    };
  }

  async #ofParts(part: 'file' | 'referrer' | 'country', query: Omit<TopQuery, 'by'>): Promise<MetricTop> {
    const { metric, tool = null, limit, ...asked } = query;
    const span = wholeDays(spanOf(asked, this.clock.now()));
    const filter = { metric, part, tool, isShared: part !== 'file', limit };
    const { sums, total } = await this.parts.sums(span, filter);
    const items = sums.map((sum) => ({ tool: orNull(sum.tool) ?? tool, key: orNull(sum.key), value: sum.value }));
    return { items, total };
  }
}

const nameOf = ({ tool, version }: { readonly tool: string; readonly version: string }) => `${tool}/${version}`;
