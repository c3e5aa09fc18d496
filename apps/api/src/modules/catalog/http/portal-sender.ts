import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { decide } from '../../../platform/http/sending/representation.js';

interface Document {
  readonly status: 200 | 404;
  readonly contentType: string;
  readonly text: string;
  /** Others than usual, or more of them. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends a text that is the same for everybody; who has it already is told so. */
export const sendDocument = async (
  reply: FastifyReply,
  { status, contentType, text, headers: more }: Document,
): Promise<void> => {
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  void reply.headers({ etag, 'cache-control': 'no-cache', 'content-type': `${contentType}; charset=utf-8`, ...more });
  const { method, headers } = reply.request;
  const asked = { method, headers: { 'if-none-match': headers['if-none-match'] } };
  const known = status === 200 && decide(asked, { etag, sizeBytes: text.length }).status === 304;
  if (known) await reply.code(304).removeHeader('content-type').send();
  else await reply.code(status).send(text);
};
