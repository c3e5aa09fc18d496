import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { UmamiSettings } from '../config/config.js';
import { withUmami } from './umami-tag.js';

/** Where the build of the page lies, seen from this file's own place in `src` or `dist`. */
export const builtPage = join(import.meta.dirname, '../../../../web/dist');

/** Where the bundle lies that renders the public pages, and is no file for browsers. */
export const builtPortal = join(import.meta.dirname, '../../../../web/dist-portal');

const oneYearMs = 31_536_000_000;
const notThePage = /^\/(?:api|health|tools|d|git|badge)(?:\/|$)|^\/openapi\.json$/;
/** Documents, which are files of the build only: the one is sent for many addresses, the other one is not whole. */
const documents = new Set(['index.html', 'portal.html']);

/** Serves the page, if it is built. Files are public and stand beside Nest's guards. */
export const servePage = async (
  server: FastifyInstance,
  folder: string,
  umami: UmamiSettings | null,
): Promise<void> => {
  const index = join(folder, 'index.html');
  if (!existsSync(index)) return;
  const built = { files: await filesIn(folder), index: umami && withUmami(await readFile(index, 'utf8'), umami) };
  await server.register(fastifyStatic, {
    root: folder,
    serve: false,
    preCompressed: true,
    cacheControl: false,
  });
  server.get('/*', (request, reply) => answer(request, reply, built));
};

interface Built {
  readonly files: ReadonlySet<string>;
  /** The document, where it is sent otherwise than it was built. */
  readonly index: string | null;
}

const answer = (request: FastifyRequest, reply: FastifyReply, { files, index }: Built): FastifyReply | void => {
  const path = request.url.split('?')[0] ?? '/';
  if (notThePage.test(path)) return reply.callNotFound();
  const name = path.slice(1);
  if (files.has(name) && !documents.has(name)) {
    const isHashed = name.startsWith('assets/');
    reply.header('cache-control', isHashed ? `public, max-age=${oneYearMs / 1000}, immutable` : 'public, max-age=3600');
    return reply.sendFile(name);
  }
  // Addresses of the page itself are known to its router only; a missing script or picture is just missing.
  const isNavigation = name === '' || (request.headers.accept ?? '').includes('text/html');
  if (!isNavigation || name.startsWith('assets/')) return reply.callNotFound();
  reply.header('cache-control', 'no-cache');
  return index === null ? reply.sendFile('index.html') : reply.type('text/html; charset=utf-8').send(index);
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
