import { largestSaveBytes, type SaveInspection } from '@bothy/contracts';
import { Controller, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentPrincipal } from '../../../platform/http/current-principal.decorator.js';
import type { Principal } from '../../../platform/http/principal.js';
import { Route } from '../../../platform/http/route.decorator.js';
import { SaveDesk } from '../application/save-desk.js';
import { BytesSender } from './bytes-sender.js';
import { largestFormBytes, readEditForm } from './edit-form.js';
import { readBody } from './read-body.js';
import { SaveIntake } from './save-intake.js';

/** Opens saves for whoever is signed in; nothing of them stays here. */
@Controller()
export class SavesController {
  constructor(
    private readonly intake: SaveIntake,
    private readonly desk: SaveDesk,
    private readonly sender: BytesSender,
  ) {}

  @Route('inspectSave')
  inspect(
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SaveInspection> {
    const arrival = { principal, request, reply, limitBytes: largestSaveBytes };
    return this.intake.take(arrival, async (body, signal) =>
      this.desk.inspect(await readBody(body), { who: principal.memberId, signal }),
    );
  }

  @Route('editSave')
  edit(
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const arrival = { principal, request, reply, limitBytes: largestFormBytes };
    return this.intake.take(arrival, async (body, signal) => {
      const { bytes, name, edits } = await readEditForm(body);
      const { parts, sizeBytes } = await this.desk.open({ act: 'edit', edits }, bytes, {
        who: principal.memberId,
        signal,
      });
      await this.sender.send({ reply, principal, parts, contentType: 'application/octet-stream', sizeBytes, name });
    });
  }

  @Route('convertSave')
  convert(
    @Query() { to }: { readonly to: 'json' | 'save' },
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const arrival = { principal, request, reply, limitBytes: largestSaveBytes };
    const contentType = to === 'json' ? 'application/json; charset=utf-8' : 'application/octet-stream';
    return this.intake.take(arrival, async (body, signal) => {
      const act = to === 'json' ? 'to-json' : 'from-json';
      const { parts, sizeBytes } = await this.desk.open({ act }, await readBody(body), {
        who: principal.memberId,
        signal,
      });
      await this.sender.send({ reply, principal, parts, contentType, sizeBytes, name: null });
    });
  }
}
