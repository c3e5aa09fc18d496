import type { IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';
import type { GitClient } from '../application/git/git-watch.js';
import type { StreamBody } from '../../../platform/http/stream-body.js';
import { gitRequestTooLarge, largestGitRequestBytes, notAGitRequest } from '../git.errors.js';

/** What upstreams are told of a request: nothing of who sends it. */
const passedOn = ['git-protocol', 'accept', 'accept-language'] as const;
const passedOnOfBodies = ['content-type', 'content-encoding'] as const;
const longestHeader = 1_000;
const longestAgent = 300;
/** What is no larger goes on with its length: not every server takes chunks. */
const wholeLimitBytes = 64 * 1024;
const packRequest = 'application/x-git-upload-pack-request';

/** The tool that an address names, with or without `.git`. */
export const slugIn = (repository: string): string => repository.replace(/\.git$/, '');

export const clientOf = ({ ip, headers }: FastifyRequest, tool: string): GitClient => ({
  tool,
  address: ip,
  userAgent: (headers['user-agent'] ?? '').slice(0, longestAgent),
});

/** What of the headers of a request is passed on. */
export const headersOf = ({ headers }: FastifyRequest): Record<string, string> => picked(headers, passedOn);

/** @throws DomainError `not_a_git_request`, `git_request_too_large` */
export const bodyHeadersOf = (request: FastifyRequest, { contentType, lengthBytes }: StreamBody) => {
  if (contentType.split(';')[0]?.trim().toLowerCase() !== packRequest) throw notAGitRequest();
  if ((lengthBytes ?? 0) > largestGitRequestBytes) throw gitRequestTooLarge();
  const { headers } = request;
  return { ...headersOf(request), ...picked({ ...headers, 'content-type': packRequest }, passedOnOfBodies) };
};

/**
 * The body of a request: whole where it is small, else as it comes.
 *
 * @throws DomainError `git_request_too_large`, also from the stream
 */
export const bodyOf = async ({ source, lengthBytes }: StreamBody): Promise<Buffer | AsyncIterable<Buffer>> => {
  if (lengthBytes === null || lengthBytes > wholeLimitBytes) return bounded(source);
  const parts: Buffer[] = [];
  for await (const part of bounded(source)) parts.push(part);
  return Buffer.concat(parts);
};

async function* bounded(source: IncomingMessage): AsyncGenerator<Buffer> {
  let sizeBytes = 0;
  // Destroyed, it would take the connection along, and the answer with it.
  for await (const part of source.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    sizeBytes += part.length;
    if (sizeBytes > largestGitRequestBytes) throw gitRequestTooLarge();
    yield part;
  }
}

const picked = (headers: FastifyRequest['headers'], names: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = headers[name];
      return typeof value === 'string' && value.length <= longestHeader ? [[name, value]] : [];
    }),
  );
