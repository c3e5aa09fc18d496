import type { IncomingMessage, ServerResponse } from 'node:http';
import { routes } from '@bothy/contracts';
import type { Params } from 'nestjs-pino';
import pino, { type DestinationStream } from 'pino';
import type { Config } from '../config/config.js';
import { scrub, scrubText } from './scrub.js';
import { leavesNoAddress } from './visitor-paths.js';

/** What may hold a credential, wherever it turns up. */
const secretPaths = [
  'req.headers.authorization',
  'req.headers.cookie',
  'res.headers["set-cookie"]',
  '*.password',
  '*.token',
  '*.accessToken',
  '*.refreshToken',
  '*.secret',
];

/**
 * Structured logs on standard error, unless `destination` is given; standard output is left to the few lines meant for a
 * person.
 */
export const loggingOf = (config: Config, destination: DestinationStream = standardError()): Params => ({
  pinoHttp: [
    {
      level: config.logLevel,
      redact: { paths: secretPaths, censor: '[redacted]' },
      genReqId: (request: IncomingMessage) => request.id,
      customLogLevel: levelOf,
      // Whatever the fields are called: messages and stacks may hold an address with its password, or a token.
      hooks: { streamWrite: scrubText },
      serializers: {
        req: describeRequest,
        // Libraries hang what they were given on their errors.
        err: (error: Error) => scrub(pino.stdSerializers.err(error)),
        res: (response: { statusCode: number }) => ({ status: response.statusCode }),
      },
    },
    destination,
  ],
});

const standardError = (): DestinationStream => pino.destination({ dest: 2, sync: true });

/** Asked every few seconds; that it turned bad is logged once, where it is known why. */
const isReadiness = ({ url = '' }: IncomingMessage): boolean => url.split('?')[0] === routes.ready.path;

/** Without headers, and without the query: links and streams carry secrets there. Visitors leave no address. */
const describeRequest = (request: { id: unknown; method: string; url: string; remoteAddress?: string }) => ({
  id: request.id,
  method: request.method,
  // The address of a webhook is half of its secret.
  path: request.url.split('?')[0]?.replace(/^(\/api\/hooks\/[^/]+\/).+/, '$1[redacted]'),
  ...(!leavesNoAddress(request.url) && { from: request.remoteAddress }),
});

/** Refusals that tell of someone trying: who is not let in, may not do this, or asks too often. */
const refusals: ReadonlySet<number> = new Set([401, 403, 429]);

const levelOf = (request: IncomingMessage, response: ServerResponse, error?: Error) => {
  if (error || (response.statusCode >= 500 && !isReadiness(request))) return 'error';
  return refusals.has(response.statusCode) ? 'warn' : 'debug';
};
