import { stat } from 'node:fs/promises';
import type { Body, ByteSink } from '../../../../platform/bytes/body.js';
import { fileChanged } from '../../sources.errors.js';
import { isMarked, type FileMark } from './file-mark.js';
import { orNothing } from './or-nothing.js';

/** A file that must still be the same when all of it was read: what is written over meanwhile is no whole. */
export class UnchangedBody implements Body {
  constructor(
    private readonly body: Body,
    private readonly path: string,
    private readonly mark: FileMark,
  ) {}

  get lengthBytes(): number | null {
    return this.body.lengthBytes;
  }

  async pumpTo(sink: ByteSink): Promise<void> {
    await this.body.pumpTo(sink);
    if (sink.signal.aborted) return;
    const now = await orNothing(stat(this.path, { bigint: true }));
    if (!now || !isMarked(this.mark, now)) throw fileChanged();
  }

  cancel(): void {
    this.body.cancel();
  }
}
