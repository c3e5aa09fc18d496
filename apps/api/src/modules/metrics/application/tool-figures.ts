import { Injectable } from '@nestjs/common';

export interface ToolFigure {
  readonly downloads: number;
  readonly clones: number;
}

/** Figures that stand beside tools. */
@Injectable()
export class ToolFigures {
  /** By slug; tools that were never counted are not among them. */
  async ofTools(slugs: readonly string[]): Promise<ReadonlyMap<string, ToolFigure>> {
    void slugs;
    return new Map();
  }

  /** Downloads of each file of a tool, by `<version>/<file>`. */
  async ofFiles(slug: string): Promise<ReadonlyMap<string, number>> {
    void slug;
    return new Map();
  }
}
