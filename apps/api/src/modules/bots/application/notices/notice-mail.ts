import type { LogLine, NotifyTarget } from '@bothy/contracts';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { isMailAddress } from '../../../../platform/mail/mail-address.js';
import { MailKinds } from '../../../../platform/mail/mail-kinds.js';
import { Outbox } from '../../../../platform/mail/outbox.js';
import { endingOf, headlineOf, type Notice } from '../../domain/notice-words.js';
import { stripEscapes } from '../../log/log-lines.js';
import { RunRepository } from '../../persistence/run.repository.js';
import { LogPages } from '../logs/log-pages.js';

const kind = 'bots.notice';
const lastLines = 10;
const longestLine = 300;

/** Writes notices by mail: plain text, with the last lines of the log, which were masked before they were kept. */
@Injectable()
export class NoticeMail implements OnModuleInit {
  readonly #logger = new Logger(NoticeMail.name);

  constructor(
    private readonly outbox: Outbox,
    private readonly kinds: MailKinds,
    private readonly runs: RunRepository,
    private readonly pages: LogPages,
  ) {}

  onModuleInit(): void {
    this.kinds.add(kind, async (payload) => {
      const notice = payload as unknown as Notice;
      const ending = endingOf(notice);
      const lines = await this.#linesOf(notice);
      const text = [
        `${headlineOf(notice)}.${ending === null ? '' : ` ${ending}`}`,
        `The run: ${notice.url}`,
        ...(lines.length === 0 ? [] : [`The last lines of its log:\n\n${lines.join('\n')}`]),
      ];
      return { subject: headlineOf(notice), text: text.join('\n\n') };
    });
  }

  /** Inside the unit of work of the run's end. */
  async put(notice: Notice, target: Extract<NotifyTarget, { kind: 'email' }>): Promise<void> {
    // A notice that cannot be addressed must not undo the end of the run.
    if (!isMailAddress(target.to)) {
      this.#logger.warn(`The bot ${notice.run.botSlug} is to notify an address that takes no mail.`);
      return;
    }
    const dedupeKey = `${kind}/${notice.run.id}/${target.id}`;
    await this.outbox.put({ kind, to: { name: '', address: target.to }, payload: { ...notice }, dedupeKey });
  }

  async #linesOf({ run: { id } }: Notice): Promise<string[]> {
    const run = await this.runs.find(id);
    // Deleted since; the notice is still true.
    if (!run) return [];
    const page = await this.pages.page(run, { before: run.lineCount + 1, limit: lastLines }, () => true);
    return page.lines.map(shown);
  }
}

function shown({ text }: LogLine): string {
  // What a progress bar showed last is what stood there.
  const last =
    stripEscapes(text)
      .split('\r')
      .findLast((part) => part !== '') ?? '';
  const plain = last.replace(/[\p{Cc}\p{Surrogate}]/gu, ' ');
  return plain.length > longestLine ? `${plain.slice(0, longestLine)}…` : plain;
}
