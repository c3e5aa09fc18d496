import { Injectable } from '@nestjs/common';
import { FigureReader } from '../persistence/figure-reader.js';
import { PartReader } from '../persistence/part-reader.js';

export interface ToolFigure {
  readonly downloads: number;
  readonly clones: number;
}

const ever = { from: null, to: null };
/** More files than a tool has. */
const allFiles = 100_000;

/** Figures that stand beside tools. */
@Injectable()
export class ToolFigures {
  constructor(
    private readonly figures: FigureReader,
    private readonly parts: PartReader,
  ) {}

  /** By slug; tools that were never counted are not among them. */
  async ofTools(slugs: readonly string[]): Promise<ReadonlyMap<string, ToolFigure>> {
    const [only] = slugs;
    if (only === undefined) return new Map();
    const filter = { metrics: ['downloads', 'clones'], tool: slugs.length === 1 ? only : null };
    const sums = await this.figures.sums(ever, filter, ['metric', 'tool']);
    const wanted = new Set(slugs);
    const found = new Map<string, ToolFigure>();
    for (const { metric, tool, value } of sums) {
      if (!wanted.has(tool)) continue;
      const before = found.get(tool) ?? { downloads: 0, clones: 0 };
      found.set(tool, { ...before, [metric]: value });
    }
    return found;
  }

  /** Downloads of each file of a tool, by `<version>/<file>`. */
  async ofFiles(slug: string): Promise<ReadonlyMap<string, number>> {
    const filter = { metric: 'downloads', part: 'file', tool: slug, isShared: true, limit: allFiles } as const;
    const { sums } = await this.parts.sums(ever, filter);
    return new Map(sums.map(({ key, value }) => [key, value]));
  }
}
