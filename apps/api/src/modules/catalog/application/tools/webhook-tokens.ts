import { randomBytes } from 'node:crypto';
import type { webhookToken } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Principal } from '../../../../platform/http/principal.js';
import { webhookTokenHash } from '../../domain/webhook-token.js';
import { ToolRepository } from '../../persistence/tool.repository.js';
import { ToolLedger } from './tool-ledger.js';
import { ToolLinks } from './tool-links.js';

/** Makes the tokens with which GitLab tells of releases; only their hash is kept. */
@Injectable()
export class WebhookTokens {
  constructor(
    private readonly tools: ToolRepository,
    private readonly ledger: ToolLedger,
    private readonly links: ToolLinks,
  ) {}

  /** The one before is void. @throws DomainError `tool_not_found` */
  async make(slug: string, { actor }: Principal): Promise<z.infer<typeof webhookToken>> {
    const token = randomBytes(32).toString('base64url');
    await this.ledger.write(actor, 'webhook-token-made', async () => {
      const tool = await this.ledger.lock(slug);
      await this.tools.change(tool.id, { webhookTokenHash: webhookTokenHash(token) });
      return { tool, details: {} };
    });
    return { url: this.links.webhook(slug), token };
  }
}
