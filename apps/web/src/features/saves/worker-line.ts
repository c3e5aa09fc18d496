import { SaveFailure } from './save-failure.js';
import type { Found, Operation, Operations, Progress, Reply } from './worker/protocol.js';

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly progress: ((progress: Progress | Found) => void) | undefined;
}

interface AskOptions {
  readonly progress?: (progress: Progress | Found) => void;
  readonly signal?: AbortSignal;
}

type Line = Pick<Worker, 'addEventListener' | 'postMessage' | 'terminate'>;

/** Questions to a worker, and its answers. When the worker has stopped each question fails. */
export class WorkerLine {
  private readonly waiting = new Map<number, Waiting>();
  private last = 0;
  private over: { readonly reason: unknown } | undefined;

  constructor(private readonly worker: Line) {
    worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => this.take(data));
    worker.addEventListener('error', ({ message }) => this.stopped(message));
    worker.addEventListener('messageerror', () => this.stopped('it sent what cannot be read'));
  }

  ask<O extends Operation>(
    op: O,
    args: Operations[O]['args'],
    { progress, signal }: AskOptions = {},
  ): Promise<Operations[O]['returns']> {
    const id = (this.last += 1);
    return new Promise<unknown>((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      if (this.over !== undefined) return reject(this.over.reason);
      const callOff = (): void => {
        this.waiting.delete(id);
        this.worker.postMessage({ cancel: id }, []);
        reject(signal?.reason);
      };
      const settle =
        <T>(then: (value: T) => void) =>
        (value: T): void => {
          signal?.removeEventListener('abort', callOff);
          then(value);
        };
      this.waiting.set(id, { resolve: settle(resolve), reject: settle(reject), progress });
      signal?.addEventListener('abort', callOff);
      this.worker.postMessage({ id, op, args }, []);
    }) as Promise<Operations[O]['returns']>;
  }

  /** Ends the worker: what waits for an answer, and what is asked later, fails with the reason. */
  end(reason: unknown): void {
    if (this.over !== undefined) return;
    this.over = { reason };
    this.worker.terminate();
    for (const { reject } of this.waiting.values()) reject(reason);
    this.waiting.clear();
  }

  private stopped(why: string): void {
    this.end(new SaveFailure(`The worker stopped; open the file again${why ? `: ${why}` : ''}.`, 'stopped'));
  }

  private take(reply: Reply): void {
    const asked = this.waiting.get(reply.id);
    if (asked === undefined) return;
    if ('progress' in reply) {
      asked.progress?.(reply.progress);
      return;
    }
    this.waiting.delete(reply.id);
    if (reply.ok) asked.resolve(reply.value);
    else {
      const { message, code, path, offset } = reply.failure;
      asked.reject(new SaveFailure(message, code, path, offset));
    }
  }
}
