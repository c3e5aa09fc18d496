import type { Mail, MailText } from '@bothy/contracts';
import { Controller, Param, Query } from '@nestjs/common';
import { Route } from '../http/route.decorator.js';
import { pageById, type Page, type PageQuery } from '../paging/page.js';
import { Mails } from './persistence/mails.js';

@Controller()
export class MailController {
  constructor(private readonly mails: Mails) {}

  @Route('listMail')
  list(@Query() query: PageQuery): Promise<Page<Mail>> {
    return pageById(
      query,
      (before, limit) => this.mails.findBefore(before, limit),
      (mail) => mail,
    );
  }

  @Route('getMail')
  get(@Param('id') id: string): Promise<MailText> {
    return this.mails.get(id);
  }
}
