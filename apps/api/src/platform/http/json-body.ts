import type { FastifyInstance, FastifyRequest } from 'fastify';
import { InvalidRequest } from '../errors/invalid-request.js';

/** No contract nests deeper by far; a limit keeps recursion over a body bounded. */
export const deepestJson = 32;

const decoder = new TextDecoder('utf-8', { fatal: true });

/** A body that was taken in and not looked into yet. */
class UnreadJson {
  constructor(
    readonly bytes: Buffer,
    /** @throws InvalidRequest */
    readonly read: () => unknown,
  ) {}
}

/**
 * Takes JSON and nothing else (but see `acceptBytes`): any other content type is answered with 415. The bytes are taken in but not looked into:
 * reading a large body is work, and the guards first have to count who asks for it.
 */
export const acceptJsonOnly = (server: FastifyInstance): void => {
  const parseText = server.getDefaultJsonParser('error', 'error');
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, bytes: Buffer, done) => {
    // A POST without content may still name its content type.
    done(null, bytes.length === 0 ? undefined : new UnreadJson(bytes, () => read(bytes, request, parseText)));
  });
};

/** The body of a request that the guards let through. @throws InvalidRequest */
export const readJson = ({ body }: Pick<FastifyRequest, 'body'>): unknown =>
  body instanceof UnreadJson ? body.read() : body;

/** For guards, which have to know whom a small body names; null for one that is larger, or no JSON. */
export const peekJson = (body: unknown, atMostBytes: number): unknown => {
  if (!(body instanceof UnreadJson) || body.bytes.length > atMostBytes) return null;
  try {
    return body.read();
  } catch (error) {
    if (error instanceof InvalidRequest) return null;
    throw error;
  }
};

/** For who has to see the very bytes; null for what is no JSON that was not looked into yet. */
export const bytesOfJson = (body: unknown): Buffer | null => (body instanceof UnreadJson ? body.bytes : null);

type ParseText = ReturnType<FastifyInstance['getDefaultJsonParser']>;

const read = (bytes: Buffer, request: FastifyRequest, parseText: ParseText): unknown => {
  const text = decode(bytes);
  checkText(text);
  let parsed: unknown;
  // It calls back before it returns.
  void parseText(request, text, (error, body) => {
    if (error) throw notJson();
    parsed = body;
  });
  return parsed;
};

const notJson = () => new InvalidRequest([], 'The body is not valid JSON.');

const decode = (bytes: Buffer): string => {
  try {
    return decoder.decode(bytes);
  } catch (error) {
    throw new InvalidRequest([], `The body is not valid UTF-8${error instanceof TypeError ? '' : ' text'}.`);
  }
};

/** Looks at the text before it is parsed, so that what is refused costs nothing. */
const checkText = (text: string): void => {
  // PostgreSQL keeps no NUL in text, and a program takes none as an argument. An even run of backslashes before the
  // escape means that the backslash itself is what is escaped.
  if (/(?<!\\)(?:\\\\)*\\u0000/.test(text)) {
    throw new InvalidRequest([], 'The body holds a NUL character, which no text here may have.');
  }
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (isInString) {
      if (code === 0x5c) index += 1;
      else if (code === 0x22) isInString = false;
    } else if (code === 0x22) isInString = true;
    else if (code === 0x5b || code === 0x7b) depth += 1;
    else if (code === 0x5d || code === 0x7d) depth -= 1;
    if (depth > deepestJson) throw new InvalidRequest([], `The body nests deeper than ${deepestJson} levels.`);
  }
};
