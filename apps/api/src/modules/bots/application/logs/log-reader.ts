import type { Run } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import type { OpenStream } from '../../../../platform/http/open-stream.js';
import type { Frame, LiveLog } from '../../log/live-log.js';
import type { LogPosition } from '../../log/log-file.js';
import { RunLogs } from './run-logs.js';

/**
 * Sends a log down a stream. One loop serves replay and live alike: it goes from frame to frame and waits where the
 * log ends for now, so there is no seam at which a line could be lost or doubled.
 */
@Injectable()
export class LogReader {
  constructor(private readonly logs: RunLogs) {}

  /** As events, from behind line `after` to the end of the attempt. */
  events(run: Run, attempt: number, after: number, stream: OpenStream): Promise<void> {
    return this.logs.use(run, attempt, async (log) => {
      const start = await log.locate(after);
      await this.#follow(log, start, stream, async (frame) => {
        const event = frame.event(after);
        if (event) await stream.write(event);
      });
    });
  }

  /** As text, from byte `from` to byte `to` (not included) or, with `to` null, to the end of the attempt. */
  async text(log: LiveLog, from: number, to: number | null, stream: OpenStream): Promise<void> {
    const start = from === 0 ? await log.locate(0) : await log.file.locateText(from, log.end);
    let at = start.textOffset;
    await this.#follow(
      log,
      start,
      stream,
      async (frame) => {
        const bytes = frame.text();
        const wanted = bytes.subarray(Math.max(0, from - at), to === null ? undefined : Math.max(0, to - at));
        at += bytes.length;
        if (wanted.length > 0) await stream.write(wanted);
      },
      () => to !== null && at >= to,
    );
  }

  async #follow(
    log: LiveLog,
    start: LogPosition,
    stream: OpenStream,
    send: (frame: Frame) => Promise<void>,
    enough: () => boolean = () => false,
  ): Promise<void> {
    let position = start;
    while (!stream.closed && !enough()) {
      if (position.offset < log.end) {
        const frame = await log.frame(position);
        await send(frame);
        position = frame.next;
      } else if (log.complete) return;
      else await stream.waitFor(log.changed);
    }
  }
}
