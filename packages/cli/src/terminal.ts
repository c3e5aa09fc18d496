/** What a command may touch of the process around it. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  out(text: string): void;
  err(text: string): void;
  /** All of standard input. */
  read(): Promise<string>;
  /** Calls `act` at the first Ctrl-C. */
  onInterrupt(act: () => void): void;
}
