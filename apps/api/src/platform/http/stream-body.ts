import type { IncomingMessage } from 'node:http';
import { RouteConfig } from '@nestjs/platform-fastify';
import { errorCodes, type FastifyInstance, type FastifyRequest } from 'fastify';

/** No client sends it: requests for handlers that take streams are given it, so that no other parser reads them. */
const streamType = 'application/vnd.bothy.stream';

/** A body that nobody has read yet. */
export class StreamBody {
  constructor(
    /** Not to be destroyed before the answer is sent: the connection goes with it. */
    readonly source: IncomingMessage,
    /** As the client wrote it. */
    readonly contentType: string,
    /** What the client announced; null where it did not. */
    readonly lengthBytes: number | null,
  ) {}
}

/** For handlers that read the body themselves, once the guards let its sender through: see `takes` of the contract. */
export const TakesStream = (): MethodDecorator => RouteConfig({ takesStream: true }) as MethodDecorator;

/** Whether the request is for such a handler. */
export const takesStream = ({ routeOptions }: FastifyRequest): boolean =>
  (routeOptions.config as { takesStream?: boolean } | undefined)?.takesStream === true;

/** The body of a request for such a handler. */
export const streamOf = ({ body }: Pick<FastifyRequest, 'body'>): StreamBody => {
  if (body instanceof StreamBody) return body;
  throw new Error('A handler asked for the stream of a route that takes none.');
};

/** Leaves the bodies of such requests unread, whatever their type and size. */
export const acceptStreams = (server: FastifyInstance): void => {
  const types = new WeakMap<IncomingMessage, string>();
  server.addHook('onRequest', (request, _reply, done) => {
    if (takesStream(request)) {
      types.set(request.raw, request.headers['content-type'] ?? '');
      request.headers['content-type'] = streamType;
    }
    done();
  });
  server.addContentTypeParser(streamType, (request: FastifyRequest, payload: IncomingMessage, done) => {
    const type = types.get(request.raw);
    if (type === undefined) done(new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(streamType));
    else done(null, new StreamBody(payload, type, lengthOf(request)));
  });
};

const lengthOf = ({ headers }: FastifyRequest): number | null => {
  const length = headers['content-length'];
  return length === undefined ? null : Number(length);
};
