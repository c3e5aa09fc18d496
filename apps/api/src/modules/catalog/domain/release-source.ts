import type { ToolSource } from '@bothy/contracts';
import type { Body } from '../../../platform/bytes/body.js';
import type { FileRecord } from './tool-record.js';

/** What a source says of a file. */
export interface FoundFile {
  /** Without folders. */
  readonly name: string;
  /** Null where the source does not tell: it is then read once to be measured. */
  readonly sizeBytes: number | null;
  readonly sha256: string | null;
  readonly contentType: string;
  readonly locator: string;
}

/** What a source says of a version. */
export interface FoundRelease {
  readonly version: string;
  readonly name: string;
  readonly releasedAt: string;
  readonly notes: string;
  readonly prerelease: boolean;
  readonly files: readonly FoundFile[];
}

export interface Listing {
  /** The newest first; null: nothing changed since the validator was given. */
  readonly releases: readonly FoundRelease[] | null;
  /** To be given back the next time. */
  readonly validator: string | null;
  /** What was left out, and why, in sentences. */
  readonly notes: readonly string[];
}

/** Bytes to read: `to` is not included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Where the versions of tools come from; one adapter for each kind of source. */
export abstract class ReleaseSource<S extends ToolSource = ToolSource> {
  abstract readonly kind: S['kind'];

  /**
   * That it may be used, as far as that can be told without asking it.
   *
   * @throws DomainError that says why not.
   */
  abstract check(source: S): Promise<void>;

  /**
   * @param validator of the last listing, or null for all there is.
   * @throws DomainError of the kind `unavailable`, with `details.retryAfterSeconds` where the source said when.
   */
  abstract list(source: S, validator: string | null, signal: AbortSignal): Promise<Listing>;

  /**
   * Whether another file in the place of this one would be noticed when it is opened or listed. Where not, its bytes are
   * compared with what was measured of them.
   */
  vouchesFor(_file: FileRecord): boolean {
    return true;
  }

  /**
   * A file, or a part of it.
   *
   * @param span null: all of it, however long it is.
   * @throws DomainError of the kind `unavailable`; `file_changed` where it is not the file that was listed.
   */
  abstract open(source: S, file: FileRecord, span: Span | null, signal: AbortSignal): Promise<Body>;
}
