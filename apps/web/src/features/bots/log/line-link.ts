/** Of `#L120`, or of `#A2L120` where attempts have logs of their own. */
export interface LineLink {
  readonly attempt: number | null;
  readonly seq: number;
}

export function readLineLink(hash: string): LineLink | null {
  const match = /^#(?:A(\d{1,4}))?L(\d{1,12})$/.exec(hash);
  return match ? { attempt: match[1] ? Number(match[1]) : null, seq: Number(match[2]) } : null;
}

/** The address of a line. `several`: there is more than one attempt, so that its own is named. */
export const lineLink = (seq: number, attempt: number, several: boolean): string =>
  several ? `#A${attempt}L${seq}` : `#L${seq}`;
