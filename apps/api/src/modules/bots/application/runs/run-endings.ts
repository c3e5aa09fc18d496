import type { Run } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';

/** `botId` is the bot whose run it was. Called in the unit of work in which the run becomes final. */
export type RunEnding = (run: Run, botId: string) => Promise<void>;

/** What is to be done in the same unit of work as the end of a run, so that a crash leaves neither without the other. */
@Injectable()
export class RunEndings {
  private readonly endings: RunEnding[] = [];

  add(ending: RunEnding): void {
    this.endings.push(ending);
  }

  async run(run: Run, botId: string): Promise<void> {
    for (const ending of this.endings) await ending(run, botId);
  }
}
