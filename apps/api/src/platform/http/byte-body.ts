import type { IncomingMessage } from 'node:http';
import { RouteConfig } from '@nestjs/platform-fastify';
import { errorCodes, type FastifyInstance, type FastifyRequest } from 'fastify';
import { bytesOfJson } from './json-body.js';

/** A body of whatever type, as it came. */
class ByteBody {
  constructor(readonly bytes: Buffer) {}
}

/**
 * For handlers to whom the very bytes of a body matter: those of any content type are taken in, within the limit of all
 * bodies, and neither parsed nor held to a schema.
 */
export const TakesBytes = (): MethodDecorator => RouteConfig({ takesBytes: true }) as MethodDecorator;

/** Whether the request is for such a handler. */
export const takesBytes = ({ routeOptions }: FastifyRequest): boolean =>
  (routeOptions.config as { takesBytes?: boolean } | undefined)?.takesBytes === true;

/** The body of a request for such a handler; empty where there is none. */
export const bytesOf = ({ body }: Pick<FastifyRequest, 'body'>): Buffer =>
  body instanceof ByteBody ? body.bytes : (bytesOfJson(body) ?? Buffer.alloc(0));

/** Takes bodies of other types than JSON for handlers that want bytes; elsewhere they are answered with 415. */
export const acceptBytes = (server: FastifyInstance, limitBytes: number): void => {
  server.addContentTypeParser('*', async (request: FastifyRequest, payload: IncomingMessage) => {
    if (takesBytes(request)) return new ByteBody(await readAll(payload, limitBytes));
    throw new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(request.headers['content-type']);
  });
};

/** What is too long is not read on: whoever answers decides what becomes of the rest. */
const readAll = (payload: IncomingMessage, limitBytes: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    const stop = () => payload.off('data', take).off('end', end).off('error', fail).off('close', close);
    const fail = (error: Error) => {
      stop();
      reject(error);
    };
    const take = (chunk: Buffer) => {
      sizeBytes += chunk.length;
      chunks.push(chunk);
      if (sizeBytes > limitBytes) fail(new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE());
    };
    const end = () => {
      stop();
      resolve(Buffer.concat(chunks));
    };
    const close = () => fail(new errorCodes.FST_ERR_CTP_INVALID_CONTENT_LENGTH());
    payload.on('data', take).on('end', end).on('error', fail).on('close', close);
  });
