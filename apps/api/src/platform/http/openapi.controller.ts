import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DomainError } from '../errors/domain-error.js';
import { Route } from './route.decorator.js';

/** The committed description; building it anew would load the generator into every server. */
const descriptionPath = join(import.meta.dirname, '../../../../../openapi.json');

@Controller()
export class OpenApiController {
  @Route('openapi')
  async describe(@Res() reply: FastifyReply): Promise<void> {
    const text = await readDescription();
    await reply.header('content-type', 'application/json; charset=utf-8').send(text);
  }
}

const readDescription = async (): Promise<string> => {
  try {
    return await readFile(descriptionPath, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new DomainError('no_description', 'not-found', 'This server was installed without its description.');
    }
    throw error;
  }
};
