import { type KeptSave, largestSaveBytes } from '@bothy/contracts';
import { Controller, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentPrincipal } from '../../../platform/http/current-principal.decorator.js';
import type { Principal } from '../../../platform/http/principal.js';
import { Route } from '../../../platform/http/route.decorator.js';
import type { PageQuery } from '../../../platform/paging/page.js';
import { KeptSaves } from '../application/kept-saves.js';
import { BytesSender } from './bytes-sender.js';
import { readBody } from './read-body.js';
import { SaveIntake } from './save-intake.js';

/** The saves that members keep, each their own. */
@Controller()
export class KeptSavesController {
  constructor(
    private readonly intake: SaveIntake,
    private readonly kept: KeptSaves,
    private readonly sender: BytesSender,
  ) {}

  @Route('listKeptSaves')
  list(@Query() query: PageQuery, @CurrentPrincipal() { memberId }: Principal) {
    return this.kept.page(memberId, query);
  }

  @Route('keepSave')
  keep(
    @Query() { name }: { readonly name: string },
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<KeptSave> {
    const arrival = { principal, request, reply, limitBytes: largestSaveBytes };
    return this.intake.take(arrival, async (body, signal) =>
      this.kept.keep({ name, bytes: await readBody(body) }, principal, signal),
    );
  }

  @Route('getKeptSave')
  async content(
    @Param('id') id: string,
    @CurrentPrincipal() principal: Principal,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { name, sizeBytes, parts } = await this.kept.open(id, principal.memberId);
    await this.sender.send({ reply, principal, parts, contentType: 'application/octet-stream', sizeBytes, name });
  }

  @Route('deleteKeptSave')
  delete(@Param('id') id: string, @CurrentPrincipal() principal: Principal): Promise<void> {
    return this.kept.delete(id, principal);
  }
}
