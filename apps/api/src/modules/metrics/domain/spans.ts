/** Parts of a file from the first of two positions up to, and not with, the second: in order and apart. */
export type Spans = readonly (readonly [number, number])[];

/** What one visitor may take a file apart into; a part beyond is forgotten. Those that follow each other are one. */
const mostSpans = 256;

/** One more part, joined with those it meets. */
export const withSpan = (spans: Spans, from: number, to: number): Spans => {
  if (to <= from) return spans;
  const apart = spans.filter(([begin, end]) => end < from || begin > to);
  const met = spans.filter(([begin, end]) => end >= from && begin <= to);
  const joined = [Math.min(from, ...met.map(([begin]) => begin)), Math.max(to, ...met.map(([, end]) => end))] as const;
  const all = [...apart, joined].toSorted(([one], [other]) => one - other);
  return all.length > mostSpans ? spans : all;
};

export const joinedSpans = (spans: Spans, others: Spans): Spans =>
  others.reduce((all, [from, to]) => withSpan(all, from, to), spans);

/** Whether nothing of a file is missing. */
export const coversAll = (spans: Spans, sizeBytes: number): boolean => {
  const [first] = spans;
  return sizeBytes === 0 || (spans.length === 1 && first !== undefined && first[0] <= 0 && first[1] >= sizeBytes);
};
