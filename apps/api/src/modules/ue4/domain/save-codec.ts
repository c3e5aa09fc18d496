import type { SaveEdit, SaveInspection, SaveKindName } from '@bothy/contracts';

/** What is asked of the codec; the bytes of the save, or of its JSON, go with it. */
export type CodecJob =
  | { readonly act: 'inspect' | 'recognise' | 'to-json' | 'from-json' }
  | { readonly act: 'edit'; readonly edits: readonly SaveEdit[] };
export type CodecAct = CodecJob['act'];

/** For whom a save is opened, and for how long. */
export interface Request {
  /** The member behind it, whatever token they use: no member has all of what opens saves to themselves. */
  readonly who: string;
  /** Ends the job, whatever it is at: to be raised once nobody wants (more of) the answer. */
  readonly signal: AbortSignal;
}

/** Why a save, or an edit, was refused. */
export interface Refusal {
  /** For programs: `not-a-save`, `truncated`, `malformed`, `limit`, `unsupported`, `bad-path`, `bad-value`. */
  readonly reason: string;
  readonly problem: string;
  /** In the data that was being read, unpacked where it was compressed. */
  readonly offset: number | null;
  readonly path: string;
}

export interface OpenedSave {
  readonly kind: SaveKindName;
  /** Of `inspect` only. */
  readonly facts: SaveInspection | null;
  /** Of all `parts` together; null where it is not known beforehand. */
  readonly sizeBytes: number | null;
  /** What comes out, as it is made; nothing for `inspect` and `recognise`. */
  readonly parts: AsyncIterable<Buffer>;
}

/**
 * Opens saves somewhere else than in this process, so that none, however made, takes the server with it: not its time,
 * nor its memory.
 */
export abstract class SaveCodec {
  /**
   * @throws DomainError `save_refused`, `save_too_demanding`, `save_fault`, `saves_unavailable`, `request_gone`; the
   * reading of `parts` throws them too.
   */
  abstract run(job: CodecJob, bytes: Uint8Array, request: Request): Promise<OpenedSave>;
}
