/** The browser or program at the other end, as its owner may recognise it in a list. */
export interface Client {
  readonly address: string | null;
  readonly userAgent: string | null;
}
