export interface Segment {
  /** Its bytes, as they came: mostly one piece or two, which need not be copied into one. */
  readonly parts: readonly Buffer[];
  readonly length: number;
  readonly isLast: boolean;
}

/** Past so many pieces, one copy costs less than to handle each of them. */
const mostParts = 4;

/**
 * Cuts a stream into segments of one size, of which the last may be shorter; an empty stream is one empty segment.
 * A whole segment is held back until more comes or the end does: only then it is known whether it is the last.
 */
export async function* segmentsOf(source: AsyncIterable<Buffer>, segmentBytes: number): AsyncGenerator<Segment> {
  let parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of source) {
    let rest = chunk;
    while (rest.length > 0) {
      if (length === segmentBytes) {
        yield { parts: few(parts), length, isLast: false };
        parts = [];
        length = 0;
      }
      const taken = rest.subarray(0, segmentBytes - length);
      rest = rest.subarray(taken.length);
      parts.push(taken);
      length += taken.length;
    }
  }
  yield { parts: few(parts), length, isLast: true };
}

const few = (parts: readonly Buffer[]): readonly Buffer[] =>
  parts.length > mostParts ? [Buffer.concat(parts)] : parts;
