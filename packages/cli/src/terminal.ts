/** What a command may touch of the process around it. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  out(text: string): void;
  err(text: string): void;
  /** Writes to where {@link out} does, and waits until it is taken: for what is large. */
  write(chunk: string | Uint8Array): Promise<void>;
  /** All of standard input. */
  read(): Promise<string>;
  /** All of standard input, as it is. */
  readBytes(): Promise<Uint8Array>;
  /** Calls `act` at the first Ctrl-C. */
  onInterrupt(act: () => void): void;
}
