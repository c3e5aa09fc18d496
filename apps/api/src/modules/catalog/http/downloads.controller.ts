import { Controller, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Route } from '../../../platform/http/route.decorator.js';
import type { FileAddress } from '../application/downloads/download-desk.js';
import { ClientLimits } from './client-limits.js';
import { DownloadSender } from './download-sender.js';
import { askForToken } from './ask-for-token.js';

/** Files of tools, for whoever wants them. */
@Controller()
export class DownloadsController {
  constructor(
    private readonly limits: ClientLimits,
    private readonly sender: DownloadSender,
  ) {}

  @Route('downloadFile')
  async file(@Param() address: FileAddress, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const lease = this.limits.enter(request.ip);
    try {
      await this.sender.send({ address, principal: request.principal, request, reply, lease });
    } catch (error) {
      throw askForToken(error, reply);
    } finally {
      lease.end();
    }
  }
}
