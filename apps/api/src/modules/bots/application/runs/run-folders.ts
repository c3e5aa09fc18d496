import { join } from 'node:path';
import type { AttemptRef } from '@bothy/contracts/runner';
import { Injectable } from '@nestjs/common';
import { DataFolder } from '../../../../platform/storage/data-folder.js';

/** Where the files of bots and runs lie in the data folder. */
@Injectable()
export class RunFolders {
  constructor(private readonly data: DataFolder) {}

  /** A bot's working folders: the kept one, and those of its runs while they go. */
  ofBot(botId: string): string {
    return this.data.path('bots', botId);
  }

  /** A run's logs, a folder for each attempt. */
  ofRun(runId: string): string {
    return this.data.path('runs', runId);
  }

  /** What a bot finds as BOTHY_ARTIFACTS. */
  artifactsOf(ref: AttemptRef): string {
    return join(this.ofAttempt(ref), 'artifacts');
  }

  ofAttempt({ runId, attempt }: AttemptRef): string {
    return join(this.ofRun(runId), String(attempt));
  }
}
