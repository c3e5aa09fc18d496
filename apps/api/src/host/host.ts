/** What a command on the host may touch of the process around it. */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where it was called: an `.env` may lie there. */
  readonly folder: string;
  /** Resolves when it was taken: what writes much waits for whoever reads. */
  out(bytes: string | Buffer): Promise<void>;
  err(text: string): Promise<void>;
}
