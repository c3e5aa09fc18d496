import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config/config.js';
import { problemOf, problemOfStatus } from './problem-of.js';
import { plainHeaders, sendProblem } from './send-problem.js';

/** A client that takes longer to send one request holds a connection for nothing. */
const requestTimeoutMs = 120_000;
const longestPathPart = 500;

/** Fastify, told to answer in problems even where Nest is not reached. */
export const serverAdapter = (config: Config): FastifyAdapter =>
  new FastifyAdapter({
    bodyLimit: config.bodyLimitBytes,
    requestTimeout: requestTimeoutMs,
    // A number or `true` would believe whatever a client writes; without proxies nothing is believed.
    trustProxy: config.trustProxy.length > 0 ? [...config.trustProxy] : false,
    // Otherwise an open stream keeps the server from closing.
    forceCloseConnections: true,
    routerOptions: { maxParamLength: longestPathPart },
    genReqId: () => randomUUID(),
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      sendProblem(reply, problemOf(error, request.id));
    },
    clientErrorHandler: answerUnreadable,
  });

/** What cannot be parsed as HTTP has no request to answer: the answer is written to the socket. */
function answerUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  const requestId = randomUUID();
  const body = JSON.stringify(problemOfStatus(status, requestId));
  const head = [
    `HTTP/1.1 ${status} Refused`,
    'content-type: application/problem+json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    ...Object.entries(plainHeaders).map(([name, value]) => `${name}: ${value}`),
    `x-request-id: ${requestId}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
