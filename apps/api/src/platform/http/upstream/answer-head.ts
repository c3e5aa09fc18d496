/** The head of an answer whose framing leaves no room for two readings. */
export interface AnswerHead {
  readonly status: number;
  readonly headers: Headers;
  readonly lengthBytes: number;
}

const statusLine = /^HTTP\/1\.1 ([2-5]\d\d)(?: [\t\x20-\x7e\x80-\xff]*)?$/;
const field = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\t\x20-\x7e\x80-\xff]*?)[ \t]*$/;
const bodiless: ReadonlySet<number> = new Set([204, 304]);

/**
 * Reads a head strictly: lines end in CRLF, none is folded, `Content-Length` stands there once, and the body is neither
 * coded nor chunked. Null: it is not like that, which does not mean that it is wrong.
 *
 * @param bytes all up to the empty line, without it.
 */
export function parseAnswerHead(bytes: Buffer): AnswerHead | null {
  const [first = '', ...lines] = bytes.toString('latin1').split('\r\n');
  const status = Number(statusLine.exec(first)?.[1]);
  const headers = fieldsOf(lines);
  if (Number.isNaN(status) || !headers) return null;
  if (headers.has('transfer-encoding') || headers.has('content-encoding')) return null;
  if (bodiless.has(status)) return { status, headers, lengthBytes: 0 };
  // Two of them are joined by a comma.
  const length = headers.get('content-length') ?? '';
  return /^\d{1,15}$/.test(length) ? { status, headers, lengthBytes: Number(length) } : null;
}

const fieldsOf = (lines: readonly string[]): Headers | null => {
  const headers = new Headers();
  for (const line of lines) {
    const [, name, value] = field.exec(line) ?? [];
    if (name === undefined || value === undefined) return null;
    headers.append(name, value);
  }
  return headers;
};
