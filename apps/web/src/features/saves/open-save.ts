import type { Edit } from '@bothy/ue4-codec';
import { computed, ref, shallowRef } from 'vue';
import { closed } from './save-failure.js';
import { startWorker } from './start-worker.js';
import { WorkerLine } from './worker-line.js';
import type { Facts, Found, ListedChange, Outcome, Preview, Progress, Row, State } from './worker/protocol.js';

export type * from './worker/protocol.js';

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

  /** The revision that is in a file or in a kept version. */
  private readonly safe = ref(0);
  /** Whether changes would be lost with the page. */
  readonly unsaved = computed(() => this.state.value.changed && this.safe.value !== this.revision.value);

  private readonly line: WorkerLine;

  private constructor(
    worker: Worker,
    readonly name: string,
  ) {
    this.line = new WorkerLine(worker);
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
    signal.throwIfAborted();
    const save = new OpenSave(startWorker(), name);
    try {
      save.facts = await save.line.ask(
        'open',
        { file, name },
        { progress: (now) => 'phase' in now && progress(now), signal },
      );
      return save;
    } catch (error) {
      save.close();
      throw error;
    }
  }

  /** Lets go of the save and its worker. */
  close(): void {
    this.line.end(closed());
  }

  rows(from: number, to: number) {
    return this.line.ask('rows', { from, to });
  }

  async toggle(path: string, open: boolean): Promise<void> {
    await this.line.ask('toggle', { path, open });
    this.shape.value += 1;
  }

  async foldAll(): Promise<void> {
    await this.line.ask('foldAll', {});
    this.shape.value += 1;
  }

  /** Opens all around a path; the number of its line, or -1. */
  async reveal(path: string): Promise<number> {
    const index = await this.line.ask('reveal', { path });
    this.shape.value += 1;
    return index;
  }

  /** The line of a path, or of what is nearest to it in sight. */
  nearest(path: string) {
    return this.line.ask('nearest', { path });
  }

  /** Looks through names and values. `found` hears how many there are so far. */
  async search(text: string, found: (found: Found) => void, signal: AbortSignal): Promise<Found> {
    return this.line.ask('search', { text }, { progress: (now) => 'count' in now && found(now), signal });
  }

  async filter(on: boolean): Promise<void> {
    await this.line.ask('filter', { on });
    this.shape.value += 1;
  }

  hit(index: number) {
    return this.line.ask('hit', { index });
  }

  typed(path: string) {
    return this.line.ask('typed', { path });
  }

  /**
   * Makes all of the edits as one step, or none. They are meant for the state of the save that was looked at: where
   * elements came or went since, they fail.
   */
  async edit(edits: Edit | readonly Edit[], revision: number): Promise<void> {
    this.follow(await this.line.ask('edit', { edits: 'path' in edits ? [edits] : edits, revision }));
  }

  /** Adds an element to a list; its path. */
  async add(path: string, revision: number): Promise<string> {
    const added = await this.line.ask('add', { path, revision });
    this.follow(added.state);
    return added.path;
  }

  async undo(): Promise<void> {
    this.follow(await this.line.ask('undo', {}));
  }

  async redo(): Promise<void> {
    this.follow(await this.line.ask('redo', {}));
  }

  async undoAll(): Promise<void> {
    this.follow(await this.line.ask('undoAll', {}));
  }

  async undoChange({ path, kind }: ListedChange, revision: number): Promise<void> {
    this.follow(await this.line.ask('undoChange', { path, kind, revision }));
  }

  changes() {
    return this.line.ask('changes', {});
  }

  outcome(): Promise<Outcome> {
    return this.line.ask('outcome', {});
  }

  /** What `views[name]` of the worker makes of the save, and of which state; undefined where it has nothing to show. */
  async view<T>(name: string): Promise<{ readonly revision: number; readonly value: T | undefined }> {
    const { revision, value } = await this.line.ask('view', { name });
    return { revision, value: value as T | undefined };
  }

  /** What `acts[name]` would change. */
  preview(name: string, args: unknown): Promise<Preview> {
    return this.line.ask('preview', { name, args });
  }

  /** Does `acts[name]` as one step; with a revision for that state of the save alone. */
  async act(name: string, args: unknown, revision?: number): Promise<void> {
    this.follow(await this.line.ask('act', { name, args, revision }));
  }

  hex(path: string, from: number, to: number) {
    return this.line.ask('hex', { path, from, to });
  }

  /** The bytes as they are to be written, and the state that they hold. */
  download() {
    return this.line.ask('download', {});
  }

  /** The bytes as they were read. */
  original() {
    return this.line.ask('original', {});
  }

  /** The changes up to there are in a file or in a kept version. */
  isSafe(revision: number): void {
    this.safe.value = revision;
  }

  /** The whole of the save as JSON. */
  json(): Promise<Blob> {
    return this.line.ask('json', {});
  }

  private follow(state: State): void {
    this.state.value = state;
    this.revision.value = state.revision;
  }
}

/** Whether a line can be typed over where it stands. */
export function isTyped(row: Row): boolean {
  return row.editor !== undefined && row.editor.kind !== 'bytes';
}
