import type { Pty, Run } from '@bothy/contracts';
import { onBeforeUnmount, ref, shallowRef } from 'vue';
import { api } from '../../../app/api/index.js';
import { RawLog } from './raw-log.js';
import { TerminalScreen } from './terminal-screen.js';

/** The screen of an attempt, made of what it printed; `reply` gets what the terminal answers to a program. */
export function useScreen(run: Run, attempt: number, pty: Pty, reply: (text: string) => void) {
  const screen = shallowRef<TerminalScreen | null>(null);
  const tick = ref(0);
  const error = shallowRef<unknown>(null);
  const skipped = ref(0);
  const leaving = new AbortController();
  let frame = 0;

  /** However much comes in, it is drawn once a frame. */
  function changed(): void {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      tick.value += 1;
    });
  }

  const opened = TerminalScreen.open(pty.cols, pty.rows).then((made) => {
    if (leaving.signal.aborted) made.close();
    else {
      made.listen(changed, reply);
      screen.value = made;
    }
    return made;
  });
  const log = new RawLog(
    (range) =>
      api.open(
        'GET /api/runs/:id/log',
        { params: { id: run.id }, query: { attempt }, signal: leaving.signal },
        { Accept: 'text/plain', Range: range },
      ),
    async (bytes) => {
      skipped.value = log.skippedBytes;
      const to = await opened;
      if (!leaving.signal.aborted) await to.write(bytes);
    },
  );

  /** Takes in all that was printed up to now. */
  async function readOn(): Promise<void> {
    try {
      await log.readOn();
      error.value = null;
    } catch (caught) {
      if (!leaving.signal.aborted) error.value = caught;
    }
  }

  onBeforeUnmount(() => {
    leaving.abort();
    cancelAnimationFrame(frame);
    screen.value?.close();
  });
  const resize = (cols: number, rows: number): void => {
    screen.value?.resize(cols, rows);
    changed();
  };
  return { screen, tick, error, skipped, readOn, resize };
}
