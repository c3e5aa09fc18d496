import type { Change, Edit, Json, SaveKind } from '@bothy/ue4-codec';

/** What goes between the page and the worker that holds the save: plain data only. */

/** How far opening has come. `done` of `of` are bytes. */
export interface Progress {
  readonly phase: 'reading' | 'unpacking' | 'decoding';
  readonly done: number;
  readonly of: number;
}

/** Bytes that are carried and not understood, by what they belong to. */
export interface OpaqueGroup {
  readonly name: string;
  readonly type: string;
  readonly reason: string;
  readonly count: number;
  readonly bytes: number;
}

/** What is told of a save as a whole. */
export interface Facts {
  readonly name: string;
  readonly kind: SaveKind;
  /** Bytes of the file that was opened. */
  readonly sizeBytes: number;
  readonly properties: number;
  readonly opaqueBytes: number;
  readonly opaque: readonly OpaqueGroup[];
  /** The engine that wrote it, where the file tells. */
  readonly engine: string | undefined;
  readonly summary: { readonly [name: string]: Json };
  /** Whether the hash in a prospect is that of its content; undefined for what has none. */
  readonly hashAgrees: boolean | undefined;
}

/** What stands on the page beside the tree, after each change. */
export interface State {
  /** Goes up with each change. */
  readonly revision: number;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Whether the save differs from the file that was opened. */
  readonly changed: boolean;
}

export interface ListedChange extends Change {
  /** How many places of the file are changed with it. */
  readonly places: number;
  /** Whether it can be taken back by itself. */
  readonly undoable: boolean;
}

export interface Changes {
  /** The state that they lead to. */
  readonly revision: number;
  readonly list: readonly ListedChange[];
  /** There are more than are listed. */
  readonly more: boolean;
}

/** What the edited file will be. */
export interface Outcome {
  readonly sizeBytes: number;
  readonly originalBytes: number;
  /** How many bytes differ, of `contentBytes`: those of the unpacked content, where it is packed. */
  readonly changedBytes: number;
  readonly contentBytes: number;
  /** Of the unpacked content of a prospect, as the game checks it. */
  readonly hash: string | undefined;
}

/** How a value is typed in. */
export interface Editor {
  readonly kind: 'bool' | 'integer' | 'float' | 'string' | 'number' | 'bytes';
  /** Of integers. */
  readonly min?: string;
  readonly max?: string;
}

/** One line of the tree. */
export interface Row {
  readonly path: string;
  /** The path of what it is in; '' at the root. */
  readonly parent: string;
  readonly name: string;
  /** From 1. */
  readonly level: number;
  /** Which of how many in its parent, from 1. */
  readonly position: number;
  readonly size: number;
  readonly branch: boolean;
  readonly open: boolean;
  readonly type: string;
  readonly value: string;
  readonly hue: 'string' | 'number' | 'name' | 'plain';
  readonly editor: Editor | undefined;
  readonly edited: boolean;
  /** Whether it is one of the hits. */
  readonly hit: boolean;
  /** How it is stored, and where its tag stands in what was read. */
  readonly stored: string | undefined;
  readonly offset: number | undefined;
  /** Bytes that can be looked at. */
  readonly bytes: number | undefined;
  /** Why it was not understood. */
  readonly problem: string | undefined;
  readonly canAdd: boolean;
  readonly canRemove: boolean;
  readonly canDuplicate: boolean;
}

export interface RowWindow {
  /** The state that they show. */
  readonly revision: number;
  readonly total: number;
  readonly from: number;
  readonly rows: readonly Row[];
}

/** What is typed over, in full. */
export interface Typed {
  readonly editor: Editor;
  readonly text: string;
}

export interface Found {
  readonly count: number;
  /** It has looked through everything, or found as many as it keeps. */
  readonly done: boolean;
  readonly full: boolean;
}

/** What a view makes of a state of the save. */
export interface Seen {
  readonly revision: number;
  readonly value: unknown;
}

export interface Preview {
  /** The state that it would change. */
  readonly revision: number;
  readonly list: readonly Change[];
  readonly more: boolean;
}

/** An error of the codec. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly path: string;
  readonly offset: number | undefined;
}

/**
 * What the worker does: the arguments and the answer of each. `revision` is the state that one looked at: what was meant
 * for another one is refused.
 */
export interface Operations {
  open: { args: { file: Blob; name: string }; returns: Facts };
  rows: { args: { from: number; to: number }; returns: RowWindow };
  /** Opens or closes what is at the path. */
  toggle: { args: { path: string; open: boolean }; returns: undefined };
  foldAll: { args: object; returns: undefined };
  /** Opens all around the path, and tells the number of its line; -1 where it is not. */
  reveal: { args: { path: string }; returns: number };
  /** The line of a path, without opening anything, or of what is nearest to it in sight. */
  nearest: { args: { path: string }; returns: { path: string; line: number } };
  search: { args: { text: string }; returns: Found };
  /** Shows hits only, and what they are in. */
  filter: { args: { on: boolean }; returns: undefined };
  /** The path of a hit. */
  hit: { args: { index: number }; returns: string | undefined };
  typed: { args: { path: string }; returns: Typed | undefined };
  edit: { args: { edits: readonly Edit[]; revision: number }; returns: State };
  /** Adds an element behind the others: a copy of the last one, or an empty one. */
  add: { args: { path: string; revision: number }; returns: { state: State; path: string } };
  undo: { args: object; returns: State };
  redo: { args: object; returns: State };
  undoAll: { args: object; returns: State };
  undoChange: { args: { path: string; kind: Change['kind']; revision: number }; returns: State };
  changes: { args: object; returns: Changes };
  outcome: { args: object; returns: Outcome };
  view: { args: { name: string }; returns: Seen };
  preview: { args: { name: string; args: unknown }; returns: Preview };
  /** With `revision` for that state alone. */
  act: { args: { name: string; args: unknown; revision?: number | undefined }; returns: State };
  hex: { args: { path: string; from: number; to: number }; returns: { total: number; bytes: Uint8Array } };
  download: { args: object; returns: { bytes: Uint8Array; revision: number } };
  /** The bytes as they were read. */
  original: { args: object; returns: Uint8Array };
  json: { args: object; returns: Blob };
}

export type Operation = keyof Operations;

export type Request = {
  [O in Operation]: { readonly id: number; readonly op: O; readonly args: Operations[O]['args'] };
}[Operation];

/** The page no longer wants the answer. */
export interface Cancel {
  readonly cancel: number;
}

export type Reply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly failure: Failure }
  | { readonly id: number; readonly progress: Progress | Found };
