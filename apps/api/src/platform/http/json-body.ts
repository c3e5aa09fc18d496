import type { FastifyInstance } from 'fastify';
import { InvalidRequest } from './invalid-request.js';

/** No contract nests deeper by far; a limit keeps recursion over a body bounded. */
export const deepestJson = 32;

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Takes JSON and nothing else: any other content type is answered with 415. */
export const acceptJsonOnly = (server: FastifyInstance): void => {
  const parse = server.getDefaultJsonParser('error', 'error');
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, bytes: Buffer, done) => {
    // A POST without content may still name its content type.
    if (bytes.length === 0) return done(null, undefined);
    try {
      const text = decode(bytes);
      checkText(text);
      void parse(request, text, (error, body) => done(error ? notJson() : null, body));
    } catch (error) {
      done(error instanceof Error ? error : notJson());
    }
  });
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
