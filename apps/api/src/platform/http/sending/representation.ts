import { type ByteRange, parseRange } from './byte-range.js';

/** What lies at an address now. */
export interface Representation {
  /** Strong, with its quotes; null where the content is not known well enough for one. */
  readonly etag: string | null;
  readonly lastModified?: Date;
  readonly sizeBytes: number;
}

/** How a request for it is answered. */
export interface Decision {
  /** 304, 412 and 416 have no part of it in their body. */
  readonly status: 200 | 206 | 304 | 412 | 416;
  /** Which bytes are sent (to HEAD: would be); null where none are. */
  readonly span: ByteRange | null;
  /** `etag`, `last-modified`, `accept-ranges`, `content-length`, `content-range`: those that belong to the status. */
  readonly headers: Record<string, string>;
}

type RequestHeaders = Readonly<Record<string, string | string[] | undefined>>;

/**
 * Decides between the whole, a range, and a refusal by the conditions of a request (RFC 9110, sections 13 and 14). One
 * range of bytes is served; several at once get the whole. Only GET has ranges: to HEAD it is as if none were asked for
 * (section 14.2).
 */
export function decide(
  request: { readonly method: string; readonly headers: RequestHeaders },
  of: Representation,
): Decision {
  const ask = new Conditions(request.headers, of);
  if (!ask.isStillMeant) return { status: 412, span: null, headers: validatorsOf(of) };
  if (ask.isKnown) return { status: 304, span: null, headers: validatorsOf(of) };
  const takesRange = request.method === 'GET' && ask.rangeHolds;
  const range = takesRange ? parseRange(textOf(request.headers['range']), of.sizeBytes) : null;
  if (range === 'unsatisfiable') {
    return { status: 416, span: null, headers: { 'content-range': `bytes */${of.sizeBytes}` } };
  }
  const span = range ?? { from: 0, to: of.sizeBytes };
  const headers: Record<string, string> = {
    ...validatorsOf(of),
    'accept-ranges': 'bytes',
    'content-length': String(span.to - span.from),
  };
  if (!range) return { status: 200, span, headers };
  headers['content-range'] = `bytes ${span.from}-${span.to - 1}/${of.sizeBytes}`;
  return { status: 206, span, headers };
}

/** What a request says about the content that it wants, or has already. */
class Conditions {
  constructor(
    private readonly headers: RequestHeaders,
    private readonly of: Representation,
  ) {}

  get isStillMeant(): boolean {
    const tags = this.#text('if-match');
    if (tags !== undefined) return lists(tags, this.of.etag, 'strong');
    const since = this.#date('if-unmodified-since');
    return since === null || this.#modified === null || this.#modified <= since;
  }

  get isKnown(): boolean {
    const tags = this.#text('if-none-match');
    if (tags !== undefined) return lists(tags, this.of.etag, 'weak');
    const since = this.#date('if-modified-since');
    return since !== null && this.#modified !== null && this.#modified <= since;
  }

  /** A part of something else than what lies here now is of no use. */
  get rangeHolds(): boolean {
    const onlyIf = this.#text('if-range');
    if (onlyIf === undefined) return true;
    // A weak tag never equals a strong one.
    if (/^(W\/)?"/.test(onlyIf)) return onlyIf === this.of.etag && !onlyIf.startsWith('W/');
    return this.#modified !== null && this.#date('if-range') === this.#modified;
  }

  /** In whole seconds, as the header says it. */
  get #modified(): number | null {
    const { lastModified } = this.of;
    return lastModified ? Math.floor(lastModified.getTime() / 1000) : null;
  }

  #text(name: string): string | undefined {
    return textOf(this.headers[name])?.trim();
  }

  /** Null also for what is no date: it is then as if the header were not there. */
  #date(name: string): number | null {
    const time = Date.parse(this.#text(name) ?? '');
    return Number.isNaN(time) ? null : Math.floor(time / 1000);
  }
}

const textOf = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value.join(', ') : value;

const lists = (tags: string, etag: string | null, comparison: 'strong' | 'weak'): boolean => {
  if (tags === '*') return true;
  const each = tags.match(/(?:W\/)?"[^"]*"/g) ?? [];
  return each.some((tag) => (comparison === 'weak' ? tag.replace(/^W\//, '') : tag) === etag);
};

const validatorsOf = ({ etag, lastModified }: Representation): Record<string, string> => ({
  ...(etag === null ? {} : { etag }),
  ...(lastModified ? { 'last-modified': lastModified.toUTCString() } : {}),
});
