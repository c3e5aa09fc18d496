import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../../../platform/clock/clock.js';
import { DomainError } from '../../../../platform/errors/domain-error.js';
import { GuardedClient } from '../../../../platform/http/guarded-client.js';
import { standardHeaders } from '../../domain/standard-signature.js';
import type { ClaimedNotice, NoticeOutcome } from '../../persistence/keeping/notice.repository.js';
import { BotSeals } from '../../persistence/bot-seals.js';

const minuteMs = 60_000;
/** Before the second attempt, the third, …: six in all, over some four hours. */
const waitsMs = [0.5, 3, 12, 60, 180].map((minutes) => minutes * minuteMs);
const longestAskedMs = 60 * minuteMs;
/** What the same notice would meet again: the receiver is gone for good, or may never be reached from here. */
const permanentStatus = 410;
const permanentCodes = new Set(['outgoing_address_unusable', 'outgoing_address_refused']);

/** Makes one attempt at one notice. */
@Injectable()
export class NoticeDelivery {
  readonly #logger = new Logger(NoticeDelivery.name);

  constructor(
    private readonly seals: BotSeals,
    private readonly client: GuardedClient,
    private readonly clock: Clock,
  ) {}

  /** Never throws: whatever goes wrong is an outcome. */
  async attempt(notice: ClaimedNotice, signal: AbortSignal): Promise<NoticeOutcome> {
    const outcome = await this.#send(notice, signal).catch((error: unknown) => this.#refusal(notice, error));
    if (outcome.state === 'sent') return outcome;
    const { id, kind, attempts } = notice;
    // The address is often itself a secret: it is no matter of the log.
    const what = `The notice ${id} (${kind}) was not taken at attempt ${attempts}`;
    this.#logger.warn(`${what}${outcome.state === 'failed' ? ' and is given up' : ''}: ${outcome.problem}`);
    return outcome;
  }

  async #send(notice: ClaimedNotice, signal: AbortSignal): Promise<NoticeOutcome> {
    const { id, botId, targetId, body, kind } = notice;
    const url = await this.seals.open(botId, `notify.${targetId}.url`);
    if (url === null) return { state: 'failed', problem: 'The bot does not notify this address any more.' };
    const secret = kind === 'webhook' ? await this.seals.open(botId, `notify.${targetId}.secret`) : null;
    const timestamp = Math.floor(this.clock.now().getTime() / 1000);
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Bothy',
      ...standardHeaders(id, timestamp, body, secret),
    };
    // A redirect would turn the notice into a GET, and its answer would say nothing.
    const answer = await this.client.fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
    if (answer.ok) return { state: 'sent' };
    const problem = `The receiver answered ${answer.status}.`;
    if (answer.status === permanentStatus) return { state: 'failed', problem };
    return this.#again(notice, problem, askedWaitMs(answer.headers.get('retry-after')));
  }

  #refusal(notice: ClaimedNotice, error: unknown): NoticeOutcome {
    if (error instanceof DomainError) {
      if (permanentCodes.has(error.code)) return { state: 'failed', problem: error.message };
      return this.#again(notice, error.message);
    }
    if (error instanceof Error && error.name === 'AbortError') return this.#again(notice, 'The server was stopped.');
    this.#logger.error(error, `The notice ${notice.id} met a fault`);
    return this.#again(notice, "The notice could not be sent. The server's log says why.");
  }

  #again({ attempts }: ClaimedNotice, problem: string, askedMs = 0): NoticeOutcome {
    const waitMs = waitsMs[attempts - 1];
    if (waitMs === undefined) return { state: 'failed', problem };
    // Give or take a tenth, so that notices that failed together do not come back together.
    return { state: 'waiting', problem, afterMs: Math.max(askedMs, Math.round(waitMs * (0.9 + Math.random() / 5))) };
  }
}

/** A receiver that is busy may say for how long, in seconds; the form with a date is seldom, and not followed. */
const askedWaitMs = (retryAfter: string | null): number =>
  /^\d{1,6}$/.test(retryAfter ?? '') ? Math.min(Number(retryAfter) * 1000, longestAskedMs) : 0;
