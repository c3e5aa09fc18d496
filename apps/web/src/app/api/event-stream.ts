import { ProblemError } from './problem-error.js';
import { SseParser, type SseEvent } from './sse-parser.js';

interface StreamOptions {
  /** Opens the stream behind `lastId` (empty at first). */
  readonly open: (lastId: string, signal: AbortSignal) => Promise<Response>;
  /** Returning false ends the stream: nothing more is to come. */
  readonly onEvent: (event: SseEvent) => boolean | void;
  readonly onState?: (state: 'open' | 'waiting') => void;
  /** The server refused for good (gone, not allowed); nothing is tried again. */
  readonly onRefused?: (error: ProblemError) => void;
}

const sliceMs = 12;
const quietMs = 45_000;
const longestWaitMs = 10_000;

/**
 * Server-sent events over fetch (EventSource cannot carry an Authorization header). A broken connection is
 * opened again behind the last id, waiting longer each time. Returns what ends it.
 */
export function followEvents(options: StreamOptions): () => void {
  const ending = new AbortController();
  void follow(options, ending.signal);
  return () => ending.abort();
}

async function follow(options: StreamOptions, ending: AbortSignal): Promise<void> {
  const place = { lastId: '', retryMs: 500 };
  for (let failures = 0; !ending.aborted; failures += 1) {
    try {
      const more = await readOnce(options, place, ending, () => (failures = 0));
      if (!more) return;
    } catch (error) {
      if (ending.aborted) return;
      if (error instanceof ProblemError && [401, 403, 404, 410].includes(error.status))
        return options.onRefused?.(error);
    }
    options.onState?.('waiting');
    await pause(
      Math.min(longestWaitMs, place.retryMs * 2 ** Math.min(failures, 6)) * (0.75 + Math.random() / 2),
      ending,
    );
  }
}

/** False when the stream said by itself that it has ended. */
async function readOnce(
  options: StreamOptions,
  place: { lastId: string; retryMs: number },
  ending: AbortSignal,
  opened: () => void,
): Promise<boolean> {
  const connection = new AbortController();
  const stop = () => connection.abort();
  ending.addEventListener('abort', stop);
  // The server sends a heartbeat every 15 s: a longer silence is a connection that died unnoticed.
  let watchdog = setTimeout(stop, quietMs);
  try {
    const response = await options.open(place.lastId, connection.signal);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    if (!reader) return false;
    options.onState?.('open');
    opened();
    const parser = new SseParser();
    let began = performance.now();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return true;
      clearTimeout(watchdog);
      watchdog = setTimeout(stop, quietMs);
      for (const event of parser.push(value)) {
        if (event.id) place.lastId = event.id;
        if (options.onEvent(event) === false) return false;
        if (performance.now() - began > sliceMs) began = await breathe();
      }
      place.retryMs = parser.retryMs ?? place.retryMs;
    }
  } finally {
    clearTimeout(watchdog);
    ending.removeEventListener('abort', stop);
    connection.abort();
  }
}

/** Lets the page draw and answer clicks while much is coming in. */
async function breathe(): Promise<number> {
  await new Promise<void>((resolve) => setTimeout(resolve, 0));
  return performance.now();
}

function pause(ms: number, ending: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      ending.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    ending.addEventListener('abort', done);
  });
}
