import { Injectable } from '@nestjs/common';
import { RefusedCredentials } from '../../../../platform/throttle/refused-credentials.js';
import { isWebhookToken } from '../../domain/webhook-token.js';
import { ToolRepository } from '../../persistence/tool.repository.js';
import { noSuchReleaseHook } from '../../sources.errors.js';
import { BackgroundSync } from './background-sync.js';

export interface HookArrival {
  readonly slug: string;
  /** What GitLab sends along; undefined: nothing. */
  readonly token: string | undefined;
  /** As GitLab calls it. */
  readonly event: string | undefined;
  /** Whose it is, for the count of what is refused. */
  readonly address: string;
}

/** docs.gitlab.com/user/project/integrations/webhook_events, "Release events". */
const releaseEvent = 'Release Hook';

/** Takes word of releases. Only what is refused counts against its address. */
@Injectable()
export class ReleaseHooks {
  constructor(
    private readonly tools: ToolRepository,
    private readonly sync: BackgroundSync,
    private readonly refused: RefusedCredentials,
  ) {}

  /**
   * The source is asked behind the answer, whatever the delivery says of it. Other events are taken and let be: GitLab
   * would switch off a webhook that refuses them.
   *
   * @throws DomainError `not_found`, `too_many_requests`
   */
  async receive({ slug, token = '', event, address }: HookArrival): Promise<void> {
    const tool = await this.tools.find(slug);
    const isRight = isWebhookToken(token, tool?.webhookTokenHash);
    if (!tool || !isRight) {
      await this.refused.count(address);
      throw noSuchReleaseHook();
    }
    if (event === releaseEvent && tool.source) this.sync.soon(slug);
  }
}
