import type { Readable } from 'node:stream';

/** What is known of a stored object without reading it. */
export interface ObjectInfo {
  readonly key: string;
  readonly sizeBytes: number;
}

/** Bytes of the object to read, both ends included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * Keeps whole objects by key. Keys are parts of small letters, digits, `.`, `_` and `-`, joined by `/`; no part begins
 * with a dot. An object appears when it is complete, and never half.
 */
export abstract class ObjectStorage {
  /** Stores an object, over one of the same key. A source that fails leaves what was there before. */
  abstract put(key: string, source: Readable | Buffer): Promise<ObjectInfo>;
  /** @throws DomainError `object_not_found` */
  abstract get(key: string, range?: ByteRange): Promise<Readable>;
  abstract find(key: string): Promise<ObjectInfo | null>;
  /** Deleting what is not there is no error. */
  abstract delete(key: string): Promise<void>;
  /** Objects whose key begins with `prefix`, in the order of their keys. */
  abstract list(prefix: string): AsyncIterable<ObjectInfo>;
}
