import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Params } from 'nestjs-pino';
import pino from 'pino';
import type { Config } from '../config/config.js';

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

/** Structured logs on standard error; standard output is left to the few lines meant for a person. */
export const loggingOf = (config: Config): Params => ({
  pinoHttp: [
    {
      level: config.logLevel,
      redact: { paths: secretPaths, censor: '[redacted]' },
      genReqId: (request: IncomingMessage) => request.id,
      customLogLevel: (_request: IncomingMessage, response: ServerResponse, error?: Error) =>
        error || response.statusCode >= 500 ? 'error' : 'debug',
      serializers: {
        req: describeRequest,
        res: (response: { statusCode: number }) => ({ status: response.statusCode }),
      },
    },
    pino.destination({ dest: 2, sync: true }),
  ],
});

/** Without headers, and without the query: links and streams carry secrets there. */
const describeRequest = (request: { id: unknown; method: string; url: string; remoteAddress?: string }) => ({
  id: request.id,
  method: request.method,
  path: request.url.split('?')[0],
  from: request.remoteAddress,
});
