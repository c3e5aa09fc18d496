import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../../platform/http/principal.js';
import { botIsRunning, botNotFound } from '../../bots.errors.js';
import { BotRepository } from '../../persistence/bot.repository.js';
import { RunRepository } from '../../persistence/run.repository.js';
import { SecretRepository } from '../../persistence/secrets/secret.repository.js';
import { RunFiles } from '../retention/run-files.js';
import { removeTree } from '../retention/remove-tree.js';
import { BotLedger } from './bot-ledger.js';
import { RunFolders } from '../runs/run-folders.js';

/** Deletes a bot with all that its runs left: rows first, then files, so that no row ever lacks its log. */
@Injectable()
export class BotRemoval {
  constructor(
    private readonly bots: BotRepository,
    private readonly runs: RunRepository,
    private readonly ledger: BotLedger,
    private readonly folders: RunFolders,
    private readonly files: RunFiles,
    private readonly secrets: SecretRepository,
  ) {}

  async remove(slug: string, { actor }: Principal): Promise<void> {
    const runIds: string[] = [];
    const deleted = await this.ledger.write(actor, 'deleted', async () => {
      const bot = await this.bots.findLocked(slug);
      if (!bot) throw botNotFound(slug);
      if (await this.runs.hasUnfinished(bot.id)) throw botIsRunning(slug);
      runIds.push(...(await this.runs.idsOf(bot.id)));
      await this.secrets.dropGrantsOf(slug);
      await this.bots.delete(bot);
      return bot;
    });
    for (const id of runIds) await this.files.remove(id);
    await removeTree(this.folders.ofBot(deleted.id));
  }
}
