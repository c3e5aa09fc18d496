import {
  edit,
  EncodedString,
  find,
  formatPath,
  parsePath,
  SaveError,
  textOf,
  toJson,
  writeSave,
  type Edit,
  type Save,
} from '@bothy/ue4-codec';
import { acts, views } from './acts/index.js';
import { difference, editedPaths, listChanges, takeBack, type Difference } from './changes.js';
import { History, unsteady, type Move, type Shift } from './history.js';
import { withNewElement } from './new-element.js';
import { openSave } from './opening.js';
import { outcomeOf } from './outcome.js';
import type {
  Changes,
  Facts,
  Found,
  ListedChange,
  Outcome,
  Preview,
  Progress,
  RowWindow,
  Seen,
  State,
  Typed,
} from './protocol.js';
import { search } from './search.js';
import { StaleError } from './stale-error.js';
import { Tree } from './tree.js';
import { bytesOf, editorOf, isStr, scalarText, sourceOf } from './value-words.js';

/** As many hits can be looked at alone. */
const mostFiltered = 5000;

/** One save that is worked on: its history, its tree, and what was found in it. */
export class Workbench {
  private readonly history: History;
  private readonly tree: Tree;
  private hits: string[] = [];
  private hitPaths: ReadonlySet<string> = new Set();
  private listed: (Difference<ListedChange> & { readonly of: Save; readonly paths: ReadonlySet<string> }) | undefined;
  private written: { readonly of: Save; readonly bytes: Uint8Array } | undefined;

  private constructor(
    /** The file as it was read. */
    readonly original: Uint8Array,
    readonly facts: Facts,
    save: Save,
  ) {
    this.history = new History(save);
    this.tree = new Tree(save);
  }

  /** Opens a file a piece at a time. Throws SaveError. */
  static *open(bytes: Uint8Array, name: string): Generator<Progress, Workbench, undefined> {
    const { save, facts } = yield* openSave(bytes, name);
    return new Workbench(bytes, facts, save);
  }

  /** The save as it stands. */
  get save(): Save {
    return this.history.now;
  }

  state(): State {
    const { revision, canUndo, canRedo, changed } = this.history;
    return { revision, canUndo, canRedo, changed: changed && this.changes().list.length > 0 };
  }

  rows(from: number, to: number): RowWindow {
    this.changes();
    const shown = this.tree.rows(from, to, { edited: this.listed?.paths ?? new Set(), hits: this.hitPaths });
    return { ...shown, revision: this.history.revision };
  }

  toggle(path: string, open: boolean): void {
    this.tree.toggle(path, open);
  }

  foldAll(): void {
    this.tree.foldAll();
  }

  reveal(path: string): number {
    return this.tree.reveal(path);
  }

  locate(path: string): number {
    return this.tree.locate(path);
  }

  nearest(path: string): { path: string; line: number } {
    return this.tree.nearest(path);
  }

  /** Looks for a text a piece at a time; none for the empty one. */
  *search(text: string): Generator<Found, Found, undefined> {
    const hits: string[] = [];
    this.hits = hits;
    this.tree.filter(undefined);
    if (text === '') {
      this.hitPaths = new Set();
      return { count: 0, done: true, full: false };
    }
    const found = yield* search(this.save, text, hits);
    this.hitPaths = new Set(hits);
    return found;
  }

  hit(index: number): string | undefined {
    return this.hits[index];
  }

  filter(on: boolean): void {
    this.tree.filter(on ? this.hits.slice(0, mostFiltered) : undefined);
  }

  /** What is typed over, in full. */
  typed(path: string): Typed | undefined {
    const node = find(this.save, path);
    const editor = node === undefined ? undefined : editorOf(node);
    if (node === undefined || editor === undefined) return undefined;
    const source = sourceOf(node)?.text;
    const text = source ?? (isStr(node.value) ? textOf(node.value) : scalarText(node));
    return { editor, text: editor.kind === 'bytes' ? '' : text };
  }

  /** Makes all the edits as one step, or none. Throws StaleError for places that are others by now. */
  edit(edits: readonly Edit[], revision = this.history.revision): State {
    if (!edits.every(isByName)) this.expectSteady(revision);
    const save = edits.reduce((save, one) => edit(save, fitted(save, one)), this.save);
    const shift = { steady: edits.every(({ op }) => op === 'set'), moves: edits.flatMap(movesOf) };
    this.follow(shift.moves);
    return this.go(save, shift);
  }

  add(path: string, revision = this.history.revision): { state: State; path: string } {
    this.expectSteady(revision);
    const state = this.go(withNewElement(this.save, path), unsteady);
    this.tree.toggle(path, true);
    return { state, path: `${path}[${(find(this.save, path)?.count ?? 1) - 1}]` };
  }

  undo(): State {
    this.follow(this.history.undo());
    return this.shown();
  }

  redo(): State {
    this.follow(this.history.redo());
    return this.shown();
  }

  /** Back to the file that was opened, as a step that can be undone itself. */
  undoAll(): State {
    return this.go(this.history.original, unsteady);
  }

  undoChange(path: string, kind: ListedChange['kind'], revision = this.history.revision): State {
    this.expectSteady(revision);
    const changes = this.changes();
    const change = changes.list.find((one) => one.path === path && one.kind === kind);
    if (change === undefined) throw new StaleError();
    return this.go(takeBack(change, changes, this.history.original, this.save), unsteady);
  }

  changes(): Changes {
    if (this.listed?.of !== this.save) {
      const { list, more } = listChanges(this.history.original, this.save);
      this.listed = { of: this.save, list, more, paths: editedPaths({ list, more }) };
    }
    const { list, more } = this.listed;
    return { revision: this.history.revision, list, more };
  }

  outcome(): Promise<Outcome> {
    return outcomeOf(this.save.kind, this.original, this.download());
  }

  view(name: string): Seen {
    return { revision: this.history.revision, value: named(views, name)(this.save) };
  }

  /** What an act would change. */
  preview(name: string, args: unknown): Preview {
    return { revision: this.history.revision, ...difference(this.save, named(acts, name)(this.save, args)) };
  }

  /** With a revision it is for that state alone. */
  act(name: string, args: unknown, revision = this.history.revision): State {
    if (revision !== this.history.revision) throw new StaleError();
    return this.go(named(acts, name)(this.save, args), unsteady);
  }

  /** Some bytes of a place that holds nothing else. */
  hex(path: string, from: number, to: number): { total: number; bytes: Uint8Array } {
    const node = find(this.save, path);
    const bytes = node === undefined ? undefined : bytesOf(node);
    if (bytes === undefined) throw new SaveError('bad-path', 'there are no bytes to look at', undefined, path);
    return { total: bytes.length, bytes: bytes.slice(from, to) };
  }

  /** The file as it is to be written; the one that was opened while nothing is changed. */
  download(): Uint8Array {
    if (!this.history.changed) return this.original;
    if (this.written?.of !== this.save) this.written = { of: this.save, bytes: writeSave(this.save) };
    return this.written.bytes;
  }

  /** The whole of the save as JSON, in pieces. */
  json(): Iterable<string> {
    return toJson(this.save);
  }

  private go(save: Save, shift: Shift): State {
    this.history.push(save, shift);
    return this.shown();
  }

  private shown(): State {
    this.tree.show(this.save);
    return this.state();
  }

  /** What is open in elements moves with them. */
  private follow(moves: readonly Move[]): void {
    for (const { list, index, by } of moves) this.tree.moved(list, index, by);
  }

  private expectSteady(revision: number): void {
    if (revision < this.history.steadySince) throw new StaleError();
  }
}

/** Whether the place is the same in every state: no element of a list, and nothing in one. */
function isByName({ path, op }: Edit): boolean {
  return op === 'set' && !parsePath(path).some((step) => typeof step !== 'string');
}

/** Which elements an edit moves. */
function movesOf({ path, op }: Edit): Move[] {
  const steps = parsePath(path);
  const index = steps.pop();
  if (op === 'set' || typeof index !== 'number' || index < 0) return [];
  const list = formatPath(steps);
  return [{ list, index: op === 'duplicate' ? index + 1 : index, by: op === 'remove' ? -1 : 1 }];
}

function named<T>(table: Readonly<Record<string, T>>, name: string): T {
  const found = Object.hasOwn(table, name) ? table[name] : undefined;
  if (found === undefined) throw new SaveError('bad-value', `there is no ${JSON.stringify(name)}`);
  return found;
}

/** A text that is typed goes where the text stands, in the encoding that it was stored in. */
function fitted(save: Save, one: Edit): Edit {
  if (one.op !== 'set' || typeof one.value !== 'string') return one;
  const node = find(save, one.path);
  const source = node === undefined ? undefined : sourceOf(node);
  if (source !== undefined) return fitted(save, { ...one, path: `${one.path}.${source.path}` });
  const value = node?.value;
  if (!(value instanceof EncodedString) || !value.terminated) return one;
  const keeps = value.encoding === 'utf16' || [...one.value].every((character) => character.charCodeAt(0) < 0x100);
  return keeps ? { ...one, value: { text: one.value, encoding: value.encoding, terminated: true } } : one;
}
