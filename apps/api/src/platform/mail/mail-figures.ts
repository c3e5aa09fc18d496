import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Metrics } from '../observability/metrics.js';
import { Mails } from './persistence/mails.js';

/** How the outbox is doing, for whoever watches. */
@Injectable()
export class MailFigures implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly mails: Mails,
  ) {}

  onModuleInit(): void {
    this.metrics.gauge('bothy_mails_waiting', 'Mails that are still to be sent', () => this.mails.count('waiting'));
    this.metrics.gauge('bothy_mails_failed', 'Mails that were given up', () => this.mails.count('failed'));
  }
}
