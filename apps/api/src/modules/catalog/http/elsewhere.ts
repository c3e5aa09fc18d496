import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { repositoryNotFound } from '../git.errors.js';
import { PortalPages } from '../application/portal/portal-pages.js';
import { refusePlainly } from './plain-refusal.js';
import { sendDocument } from './portal-sender.js';

/**
 * Addresses beside those of the contract: with a slash too many, people are sent on; where there is nothing, they get a
 * page, and git and its helpers a plain text, where other programs get a problem.
 */
@Injectable()
export class Elsewhere implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly pages: PortalPages,
  ) {}

  onModuleInit(): void {
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    server.addHook('onRequest', (request, reply, done) => {
      const plain = withoutSlash(request);
      if (plain === null) done();
      else void reply.redirect(plain, 308);
    });
    server.get('/tools/*', async (_request, reply) => {
      const { html } = await this.pages.missing();
      await sendDocument(reply, { status: 404, contentType: 'text/html', text: html });
    });
    // Before the body is looked at, which is of a type that nothing here takes.
    server.all('/git/*', { onRequest: nothingToClone }, nothingToClone);
  }
}

const nothingToClone = (request: FastifyRequest, reply: FastifyReply): void =>
  refusePlainly(repositoryNotFound(), request, reply);

/** Null where there is no slash at the end; else an address of a public page, and nowhere else. */
const withoutSlash = ({ method, url }: FastifyRequest): string | null => {
  if (method !== 'GET' && method !== 'HEAD') return null;
  const [path = ''] = url.split('?', 1);
  if (!path.startsWith('/tools/') || !path.endsWith('/')) return null;
  let end = path.length;
  while (path[end - 1] === '/') end -= 1;
  return path.slice(0, end) + url.slice(path.length);
};
