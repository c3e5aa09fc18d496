import { Controller, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentPrincipal } from '../../../platform/http/current-principal.decorator.js';
import type { Principal } from '../../../platform/http/principal.js';
import { Route } from '../../../platform/http/route.decorator.js';
import { RunArtifacts } from '../application/artifacts/run-artifacts.js';
import { ArtifactDownload } from './artifact-download.js';
import { BotAccess } from './bot-access.js';

@Controller()
export class ArtifactsController {
  constructor(
    private readonly access: BotAccess,
    private readonly artifacts: RunArtifacts,
    private readonly download: ArtifactDownload,
  ) {}

  @Route('listArtifacts')
  async list(@Param('id') id: string, @CurrentPrincipal() principal: Principal) {
    const run = await this.access.getRun(id, principal);
    return this.artifacts.list(run.id);
  }

  @Route('getArtifact')
  async get(
    @Param('id') id: string,
    @Param('name') name: string,
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const run = await this.access.getRun(id, principal);
    const file = await this.artifacts.get(run.id, name);
    await this.download.send({ file, principal, request, reply });
  }
}
