import { Controller, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GitUpstream } from '@bothy/contracts';
import { Route } from '../../../platform/http/route.decorator.js';
import { streamOf } from '../../../platform/http/stream-body.js';
import { type GitPassage, GitProxy } from '../application/git/git-proxy.js';
import { ToolShelf } from '../application/tools/tool-shelf.js';
import { dumbProtocol, pushRefused, repositoryNotFound } from '../git.errors.js';
import { GitSender } from './git-sender.js';
import { bodyHeadersOf, bodyOf, clientOf, headersOf, slugIn } from './git-request.js';
import { refusePlainly } from './plain-refusal.js';

interface Repository {
  readonly slug: string;
  readonly git: GitUpstream;
}

type Open = (repository: Repository, signal: AbortSignal) => Promise<GitPassage>;

/** The repositories of tools, for git: smart HTTP (gitprotocol-http), for reading. */
@Controller()
export class GitController {
  constructor(
    private readonly shelf: ToolShelf,
    private readonly proxy: GitProxy,
    private readonly sender: GitSender,
  ) {}

  @Route('gitRefs')
  refs(
    @Param('repository') repository: string,
    @Query() query: Readonly<Record<string, unknown>>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { service } = query;
    if (service === 'git-receive-pack') return this.#refuse(pushRefused(), request, reply);
    if (service !== 'git-upload-pack') return this.#refuse(dumbProtocol(), request, reply);
    return this.#answer(repository, request, reply, ({ slug, git }, signal) =>
      this.proxy.refs({ client: clientOf(request, slug), git, headers: headersOf(request) }, signal),
    );
  }

  @Route('gitUploadPack')
  uploadPack(
    @Param('repository') repository: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.#answer(repository, request, reply, async ({ slug, git }, signal) => {
      const stream = streamOf(request);
      const headers = bodyHeadersOf(request, stream);
      const encoding = headers['content-encoding'];
      const call = { client: clientOf(request, slug), git, headers, encoding, body: await bodyOf(stream) };
      return this.proxy.pack(call, signal);
    });
  }

  @Route('gitReceivePack')
  receivePack(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.#refuse(pushRefused(), request, reply);
  }

  async #answer(repository: string, request: FastifyRequest, reply: FastifyReply, open: Open): Promise<void> {
    try {
      const { slug, git } = await this.shelf.seeOrAsk(slugIn(repository), request.principal);
      if (!git) throw repositoryNotFound();
      await this.sender.send(request, reply, (signal) => open({ slug, git }, signal));
    } catch (error) {
      refusePlainly(error, request, reply);
    }
  }

  async #refuse(error: Error, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    refusePlainly(error, request, reply);
  }
}
