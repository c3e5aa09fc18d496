import type { Run } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../../platform/http/principal.js';
import { AuditTrail } from '../../../audit/index.js';
import { botIsOff, botNotFound } from '../../bots.errors.js';
import { BotRepository } from '../../persistence/bot.repository.js';
import { RunRepository } from '../../persistence/run.repository.js';
import { RunLedger } from './run-ledger.js';

/** Makes runs. What becomes of them is the dispatcher's and the tracker's. */
@Injectable()
export class RunLauncher {
  constructor(
    private readonly bots: BotRepository,
    private readonly runs: RunRepository,
    private readonly audit: AuditTrail,
    private readonly ledger: RunLedger,
  ) {}

  launch(slug: string, params: Run['params'], { actor }: Principal): Promise<Run> {
    return this.ledger.write(async () => {
      const bot = await this.bots.find(slug);
      if (!bot) throw botNotFound(slug);
      if (!bot.enabled) throw botIsOff(slug);
      const number = await this.bots.takeRunNumber(bot.id);
      const kind = actor.kind === 'token' ? 'api' : 'manual';
      const trigger = { kind, actor } as const;
      const run = await this.runs.insert({
        botId: bot.id,
        botSlug: slug,
        number,
        trigger,
        params,
        botVersion: bot.version,
      });
      const target = { kind: 'run', id: run.id, name: `${slug} #${number}` };
      await this.audit.append({ actor, action: 'run.started', target, details: {} });
      return run;
    });
  }
}
