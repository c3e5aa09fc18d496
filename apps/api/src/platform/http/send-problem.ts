import type { IncomingMessage } from 'node:http';
import type { Problem } from '@bothy/contracts';
import type { FastifyReply } from 'fastify';

/** For answers that are made before, or without, the hook that sets the headers of all others. */
export const plainHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none';frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** Answers with a problem; an answer that has begun cannot be taken back and is cut instead. */
export const sendProblem = (reply: FastifyReply, problem: Problem): void => {
  if (reply.raw.headersSent || reply.sent) {
    reply.raw.destroy();
    return;
  }
  const retryAfterSeconds = problem.details?.['retryAfterSeconds'];
  if (typeof retryAfterSeconds === 'number') reply.header('retry-after', String(retryAfterSeconds));
  if (problem.status === 401 && !reply.hasHeader('www-authenticate')) {
    reply.header('www-authenticate', challengeTo(reply.request.headers.authorization));
  }
  for (const [name, value] of Object.entries(plainHeaders)) if (!reply.hasHeader(name)) reply.header(name, value);
  reply.header('x-request-id', problem.requestId);
  reply.status(problem.status).header('content-type', 'application/problem+json; charset=utf-8');
  // Nest and a serialiser of Fastify's would both see an object; text goes out as it stands.
  const send = () => void reply.send(JSON.stringify(problem));
  if (problem.status === 413) void takeRest(reply.request.raw).then(send);
  else send();
};

/** RFC 7617: programs such as git and curl ask for a name and a password then. */
export const basicChallenge = 'Basic realm="Bothy", charset="UTF-8"';

/** Whoever came with a name and a password is asked for those again. */
const challengeTo = (authorization: string | undefined): string =>
  /^basic /i.test(authorization ?? '') ? basicChallenge : 'Bearer';

/** An answer to someone who still writes is lost with the connection: so much more is taken, and thrown away. */
const restLimitBytes = 16 * 1024 * 1024;
const restLimitMs = 10_000;
/** Who sends nothing for so long waits for the answer. */
const silenceMs = 500;

const takeRest = (request: IncomingMessage): Promise<void> =>
  new Promise((resolve) => {
    let taken = 0;
    const timers = [setTimeout(resolve, restLimitMs), setTimeout(resolve, silenceMs)] as const;
    request.on('data', (chunk: Buffer) => {
      taken += chunk.length;
      timers[1].refresh();
      if (taken > restLimitBytes) resolve();
    });
    request.once('close', resolve).once('end', resolve);
    if (request.readableEnded || request.destroyed) resolve();
    request.once('close', () => timers.forEach((timer) => clearTimeout(timer)));
  });
