/** Takes bytes and passes them on. */
export interface ByteSink {
  /**
   * Hands over bytes. Undefined: the buffer may be used again at once; else once the promise resolves, and nothing may be
   * handed over before. It never rejects: whoever is gone takes everything.
   */
  write(bytes: Uint8Array): Promise<void> | undefined;
  /** Told of bytes that were fetched for it and dropped before they came here, for who counts what that costs. */
  skipped?(bytes: number): void;
  /** Aborted when nobody takes anything any more. */
  readonly signal: AbortSignal;
}

/** Bytes on their way: pumped once, or cancelled. */
export interface Body {
  /** Null where it is not known beforehand. */
  readonly lengthBytes: number | null;
  /**
   * Hands all bytes to the sink, in order, no faster than it takes them. Resolves when all were handed over, or when the
   * sink's signal was aborted; lets go of where they come from either way.
   *
   * @throws whatever kept the bytes from coming; DomainError `body_incomplete` where they ended too early.
   */
  pumpTo(sink: ByteSink): Promise<void>;
  /** Lets go of where they come from without having read them. */
  cancel(): void;
}
