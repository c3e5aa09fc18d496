import type { MetricCrosscheck as Answer } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { dayAfter } from '../../domain/moments.js';
import { FigureReader } from '../../persistence/figure-reader.js';
import { UpstreamDayRepository } from '../../persistence/upstream-day.repository.js';

/** What GitLab tells of. */
const mostDays = 30;

/** Puts what GitLab counted beside what was counted here. */
@Injectable()
export class MetricCrosscheck {
  constructor(
    private readonly upstream: UpstreamDayRepository,
    private readonly figures: FigureReader,
  ) {}

  async of(tool: string): Promise<Answer> {
    const days = await this.upstream.last(tool, mostDays);
    const [first, last] = [days[0], days.at(-1)];
    if (!first || !last) return { fetchedAt: null, days: [] };
    const span = { from: new Date(first.day), to: new Date(dayAfter(last.day)) };
    const points = await this.figures.points('day', span, { metrics: ['clones', 'fetches'], tool }, 'metric');
    const ours = new Map(points.map(({ at, key, value }) => [`${at} ${key}`, value]));
    return {
      fetchedAt: days.map(({ fetchedAt }) => fetchedAt).reduce((one, other) => (one > other ? one : other)),
      days: days.map(({ day, fetches }) => ({
        day,
        upstream: fetches,
        clones: ours.get(`${day} clones`) ?? 0,
        fetches: ours.get(`${day} fetches`) ?? 0,
      })),
    };
  }
}
