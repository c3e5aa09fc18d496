import type { NotifyTarget } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { Config } from '../../../../platform/config/config.js';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { EventBus } from '../../../../platform/events/event-bus.js';
import { type Notice, slackBody, webhookBody } from '../../domain/notice-words.js';
import { NoticeRepository } from '../../persistence/keeping/notice.repository.js';
import { NoticeMail } from './notice-mail.js';

declare module '../../../../platform/events/event-bus.js' {
  interface EventMap {
    /** A notice was put into the outbox and committed. */
    'bots.notice-waiting': Record<string, never>;
  }
}

/** Puts notices where they go out from, in the unit of work of what they speak of. */
@Injectable()
export class NoticeDesk {
  constructor(
    private readonly notices: NoticeRepository,
    private readonly mail: NoticeMail,
    private readonly unitOfWork: UnitOfWork,
    private readonly events: EventBus,
    private readonly config: Config,
  ) {}

  async put(
    about: Pick<Notice, 'cause' | 'botName' | 'run'>,
    botId: string,
    targets: readonly NotifyTarget[],
  ): Promise<void> {
    const { run } = about;
    const at = run.finishedAt ?? run.createdAt;
    const notice: Notice = { ...about, at, url: `${this.config.publicUrl}/runs/${run.id}` };
    for (const target of targets) {
      if (target.kind === 'email') await this.mail.put(notice, target);
      else await this.#insert(notice, botId, target);
    }
  }

  async #insert(notice: Notice, botId: string, { id, kind }: Exclude<NotifyTarget, { kind: 'email' }>) {
    const body = kind === 'slack' ? slackBody(notice) : webhookBody(notice);
    await this.notices.insert({ botId, runId: notice.run.id, targetId: id, kind, body });
    this.unitOfWork.afterCommit(() => this.events.publish('bots.notice-waiting', {}));
  }
}
