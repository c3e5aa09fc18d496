import { Injectable } from '@nestjs/common';
import { Counts } from '../../../metrics/index.js';
import type { GitAct } from '../../domain/git/what-it-was.js';

const metricOf = { clone: 'clones', fetch: 'fetches' } as const;

/** Writes down what was cloned and fetched. */
@Injectable()
export class GitCounts {
  constructor(private readonly counts: Counts) {}

  /** What was handed over of a pack, also when the client went before its end. */
  bytes(tool: string, value: number): void {
    if (value > 0) this.counts.count({ metric: 'bytes', tool, value });
  }

  /** To be called when the client has all of it. */
  act(tool: string, act: GitAct): void {
    this.counts.count({ metric: metricOf[act], tool, value: 1 });
  }
}
