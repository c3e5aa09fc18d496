import type { BotDefinition, Run, RunComparison } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { differences } from '../../domain/differences.js';
import { BotRepository } from '../../persistence/bot.repository.js';
import { RunRepository } from '../../persistence/run.repository.js';
import { LogComparer } from '../logs/log-comparer.js';

/** Tells what differs between two runs, of one bot or of two. */
@Injectable()
export class RunComparer {
  constructor(
    private readonly runs: RunRepository,
    private readonly bots: BotRepository,
    private readonly logs: LogComparer,
  ) {}

  async compare(left: Run, right: Run): Promise<RunComparison> {
    return {
      left,
      right,
      definition: differences(await this.#definitionOf(left), await this.#definitionOf(right)),
      params: differences(left.params, right.params),
      outcome: differences(outcomeOf(left), outcomeOf(right)),
      log: await this.logs.compare(left, right),
    };
  }

  async #definitionOf({ id }: Run): Promise<BotDefinition> {
    const { botId, botVersion } = await this.runs.getRow(id);
    return this.bots.definitionOf(botId, botVersion);
  }
}

const outcomeOf = (run: Run) => ({
  status: run.status,
  exitCode: run.exitCode,
  signal: run.signal,
  reason: run.reason,
  attempt: run.attempt,
  durationMs: run.startedAt && run.finishedAt ? Date.parse(run.finishedAt) - Date.parse(run.startedAt) : null,
  lineCount: run.lineCount,
  artifactCount: run.artifactCount,
  trigger: run.trigger.kind,
});
