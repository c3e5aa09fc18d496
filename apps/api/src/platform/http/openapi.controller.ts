import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Controller, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../errors/domain-error.js';
import { Route } from './route.decorator.js';

/** The committed description; building it anew would load the generator into every server. */
const descriptionPath = join(import.meta.dirname, '../../../../../openapi.json');

interface Description {
  readonly text: string;
  readonly etag: string;
}

@Controller()
export class OpenApiController {
  /** Read once: it changes with the code only. */
  private description: Promise<Description> | null = null;

  @Route('openapi')
  async describe(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    this.description ??= readDescription();
    const { text, etag } = await this.description;
    reply.header('etag', etag).header('cache-control', 'no-cache');
    if (request.headers['if-none-match'] === etag) await reply.status(304).send();
    else await reply.header('content-type', 'application/json; charset=utf-8').send(text);
  }
}

const readDescription = async (): Promise<Description> => {
  try {
    const text = await readFile(descriptionPath, 'utf8');
    return { text, etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"` };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new DomainError('no_description', 'not-found', 'This server was installed without its description.');
    }
    throw error;
  }
};
