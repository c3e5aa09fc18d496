import type { Edit } from '@bothy/ue4-codec';
import { ref, shallowRef } from 'vue';
import { startWorker } from './start-worker.js';
import type {
  Facts,
  Found,
  Operation,
  Operations,
  Outcome,
  Preview,
  Progress,
  Reply,
  Row,
  State,
} from './worker/protocol.js';

export type * from './worker/protocol.js';

/** An error of the codec, as the worker told it. */
export class SaveFailure extends Error {
  override readonly name = 'SaveFailure';
  constructor(
    message: string,
    readonly code: string,
    readonly path: string,
    readonly offset: number | undefined,
  ) {
    super(message);
  }
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly progress?: (progress: Progress | Found) => void;
}

let opened = 0;

const untouched: State = { revision: 0, canUndo: false, canRedo: false, changed: false };

/**
 * A save that is open in a worker of its own. Nothing of it leaves the browser, and the page holds only what it shows.
 * `revision` goes up with each change: whatever is shown of the save is asked for again then.
 */
export class OpenSave {
  readonly revision = ref(0);
  readonly state = shallowRef<State>(untouched);
  /** Goes up when lines of the tree open, close or are filtered. */
  readonly shape = ref(0);

  /** Tells this save from those that were open before. */
  readonly id = (opened += 1);

  private readonly waiting = new Map<number, Waiting>();
  private last = 0;

  private constructor(
    private readonly worker: Worker,
    readonly file: Blob,
    readonly name: string,
  ) {
    worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => this.take(data));
    worker.addEventListener('error', (event) =>
      this.fail(event.message || 'The worker that holds the save has stopped.'),
    );
    worker.addEventListener('messageerror', () =>
      this.fail('The worker that holds the save has sent what cannot be read.'),
    );
  }

  /** What is told of the whole, as it was opened. */
  facts!: Facts;

  /** Opens a file; throws SaveFailure for what is no save, and AbortError when it is called off. */
  static async open(
    file: Blob,
    name: string,
    progress: (progress: Progress) => void,
    signal: AbortSignal,
  ): Promise<OpenSave> {
    const save = new OpenSave(startWorker(), file, name);
    const stop = () => save.fail(new DOMException('Opening was called off.', 'AbortError'));
    signal.addEventListener('abort', stop);
    try {
      save.facts = await save.ask('open', { file, name }, (now) => 'phase' in now && progress(now));
      return save;
    } catch (error) {
      save.close();
      throw error;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  /** Lets go of the save and its worker. */
  close(): void {
    this.worker.terminate();
    this.waiting.clear();
  }

  rows(from: number, to: number) {
    return this.ask('rows', { from, to });
  }

  async toggle(path: string, open: boolean): Promise<void> {
    await this.ask('toggle', { path, open });
    this.shape.value += 1;
  }

  async foldAll(): Promise<void> {
    await this.ask('foldAll', {});
    this.shape.value += 1;
  }

  /** Opens all around a path; the number of its line, or -1. */
  async reveal(path: string): Promise<number> {
    const index = await this.ask('reveal', { path });
    this.shape.value += 1;
    return index;
  }

  locate(path: string): Promise<number> {
    return this.ask('locate', { path });
  }

  /** Looks through names and values. `found` hears how many there are so far. */
  async search(text: string, found: (found: Found) => void, signal: AbortSignal): Promise<Found> {
    return this.ask('search', { text }, (now) => 'count' in now && found(now), signal);
  }

  async filter(on: boolean): Promise<void> {
    await this.ask('filter', { on });
    this.shape.value += 1;
  }

  hit(index: number) {
    return this.ask('hit', { index });
  }

  typed(path: string) {
    return this.ask('typed', { path });
  }

  /** Makes all of the edits as one step, or none. */
  async edit(edits: Edit | readonly Edit[]): Promise<void> {
    this.follow(await this.ask('edit', { edits: 'path' in edits ? [edits] : edits }));
  }

  /** Adds an element to a list; its path. */
  async add(path: string): Promise<string> {
    const added = await this.ask('add', { path });
    this.follow(added.state);
    return added.path;
  }

  async undo(): Promise<void> {
    this.follow(await this.ask('undo', {}));
  }

  async redo(): Promise<void> {
    this.follow(await this.ask('redo', {}));
  }

  async undoAll(): Promise<void> {
    this.follow(await this.ask('undoAll', {}));
  }

  async undoChange(path: string): Promise<void> {
    this.follow(await this.ask('undoChange', { path }));
  }

  changes() {
    return this.ask('changes', {});
  }

  outcome(): Promise<Outcome> {
    return this.ask('outcome', {});
  }

  /** What `views[name]` of the worker makes of the save; undefined where it has nothing to show. */
  async view<T>(name: string): Promise<T | undefined> {
    return (await this.ask('view', { name })) as T | undefined;
  }

  /** Does `acts[name]` as one step; with `preview` it only tells what would change. */
  async act(name: string, args: unknown, options: { readonly preview: true }): Promise<Preview>;
  async act(name: string, args: unknown): Promise<void>;
  async act(name: string, args: unknown, options?: { readonly preview: true }): Promise<Preview | void> {
    if (options?.preview) return this.ask('preview', { name, args });
    this.follow(await this.ask('act', { name, args }));
  }

  hex(path: string, from: number, to: number) {
    return this.ask('hex', { path, from, to });
  }

  /** The bytes as they are to be written. */
  download() {
    return this.ask('download', {});
  }

  /** The whole of the save as JSON. */
  json(): Promise<Blob> {
    return this.ask('json', {});
  }

  private follow(state: State): void {
    this.state.value = state;
    this.revision.value = state.revision;
  }

  private ask<O extends Operation>(
    op: O,
    args: Operations[O]['args'],
    progress?: (progress: Progress | Found) => void,
    signal?: AbortSignal,
  ): Promise<Operations[O]['returns']> {
    const id = (this.last += 1);
    return new Promise<unknown>((resolve, reject) => {
      this.waiting.set(id, { resolve, reject, progress });
      signal?.addEventListener('abort', () => {
        this.waiting.delete(id);
        this.worker.postMessage({ cancel: id }, []);
        reject(signal.reason);
      });
      this.worker.postMessage({ id, op, args }, []);
    }) as Promise<Operations[O]['returns']>;
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

  /** Nothing more will come. */
  private fail(reason: unknown): void {
    this.worker.terminate();
    const error = typeof reason === 'string' ? new SaveFailure(reason, 'stopped', '', undefined) : reason;
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}

/** Whether a line can be typed over where it stands. */
export function isTyped(row: Row): boolean {
  return row.editor !== undefined && row.editor.kind !== 'bytes';
}
