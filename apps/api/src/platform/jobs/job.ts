/** Scheduled work, declared as a value. */
export interface Job {
  /** `<module>.<what>`, unique. */
  readonly id: string;
  readonly schedule: { readonly everyMs: number };
  readonly run: () => Promise<void>;
}
