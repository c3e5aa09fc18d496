import { Badges } from '../application/tools/badges.js';
import { FirstSync } from '../application/tools/first-sync.js';
import { ToolChecks } from '../application/tools/tool-checks.js';
import { ToolDesk } from '../application/tools/tool-desk.js';
import { ToolEditing } from '../application/tools/tool-editing.js';
import { ToolFreshness } from '../application/tools/tool-freshness.js';
import { ToolLedger } from '../application/tools/tool-ledger.js';
import { ToolLinks } from '../application/tools/tool-links.js';
import { ToolList } from '../application/tools/tool-list.js';
import { ToolPresenter } from '../application/tools/tool-presenter.js';
import { ToolShelf } from '../application/tools/tool-shelf.js';
import { ToolSyncs } from '../application/tools/tool-syncs.js';
import { WebhookTokens } from '../application/tools/webhook-tokens.js';
import { BadgeController } from '../http/badge.controller.js';
import { ToolsController } from '../http/tools.controller.js';
import { ReleaseRepository } from '../persistence/release.repository.js';
import { ReleaseWriter } from '../persistence/release-writer.js';
import { ToolRepository } from '../persistence/tool.repository.js';
import type { Parts } from './parts.js';

/** Tools as operators write them, and as everybody reads them. */
export const toolsParts: Parts = {
  controllers: [ToolsController, BadgeController],
  providers: [
    ...[ToolRepository, ReleaseWriter, ReleaseRepository],
    ...[ToolShelf, ToolLinks, ToolFreshness, ToolPresenter, ToolList, Badges],
    ...[ToolLedger, ToolChecks, ToolDesk, FirstSync, ToolEditing, ToolSyncs, WebhookTokens],
  ],
};
