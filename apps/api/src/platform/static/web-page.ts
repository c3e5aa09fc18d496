import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Where the build of the page lies, seen from this file's own place in `src` or `dist`. */
export const builtPage = join(import.meta.dirname, '../../../../web/dist');

const oneYearMs = 31_536_000_000;
const notThePage = /^\/(?:api|health)(?:\/|$)|^\/openapi\.json$/;

/** Serves the page, if it is built. Files are public and stand beside Nest's guards. */
export const servePage = async (server: FastifyInstance, folder: string): Promise<void> => {
  if (!existsSync(join(folder, 'index.html'))) return;
  const files = await filesIn(folder);
  await server.register(fastifyStatic, {
    root: folder,
    serve: false,
    preCompressed: true,
    cacheControl: false,
  });
  server.get('/*', (request, reply) => answer(request, reply, files));
};

const answer = (request: FastifyRequest, reply: FastifyReply, files: ReadonlySet<string>): FastifyReply | void => {
  const path = request.url.split('?')[0] ?? '/';
  if (notThePage.test(path)) return reply.callNotFound();
  const name = path.slice(1);
  if (files.has(name) && name !== 'index.html') {
    const isHashed = name.startsWith('assets/');
    reply.header('cache-control', isHashed ? `public, max-age=${oneYearMs / 1000}, immutable` : 'public, max-age=3600');
    return reply.sendFile(name);
  }
  // Addresses of the page itself are known to its router only; a missing script or picture is just missing.
  const isNavigation = name === '' || (request.headers.accept ?? '').includes('text/html');
  if (!isNavigation || name.startsWith('assets/')) return reply.callNotFound();
  return reply.header('cache-control', 'no-cache').sendFile('index.html');
};

const filesIn = async (folder: string): Promise<ReadonlySet<string>> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return new Set(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(folder.length + 1)
          .split(sep)
          .join('/'),
      ),
  );
};
