import { join } from 'node:path';
import type { Run } from '@bothy/contracts';
import type { StartOrder } from '@bothy/contracts/runner';
import { Injectable } from '@nestjs/common';
import { Config } from '../../../../platform/config/config.js';
import { type BotDefinition, BotRepository } from '../../persistence/bot.repository.js';
import { RunRepository } from '../../persistence/run.repository.js';
import { RunFolders } from './run-folders.js';

/** Makes of a run and the version of the bot that it was made from what the runner must know. */
@Injectable()
export class RunOrders {
  constructor(
    private readonly bots: BotRepository,
    private readonly runs: RunRepository,
    private readonly folders: RunFolders,
    private readonly config: Config,
  ) {}

  async of(run: Run): Promise<StartOrder> {
    const botId = await this.runs.botIdOf(run);
    const definition = await this.bots.definitionOf(botId, run.botVersion);
    const ref = { runId: run.id, attempt: run.attempt };
    return {
      ...ref,
      argv: argvOf(definition),
      env: { ...definition.env, BOTHY_BOT: run.botSlug, BOTHY_RUN_NUMBER: String(run.number) },
      workingDir: this.#workingDir(definition, botId, run.id),
      logDir: this.folders.ofAttempt(ref),
      timeoutMs: (definition.timeoutSeconds ?? 0) * 1000,
      graceMs: this.config.runGraceMs,
      maxLogBytes: this.config.runLogMaxBytes,
    };
  }

  #workingDir({ command }: BotDefinition, botId: string, runId: string): StartOrder['workingDir'] {
    const { workingDir } = command;
    const folder = this.folders.ofBot(botId);
    if (workingDir === 'fresh') return { kind: 'fresh', path: join(folder, 'runs', runId) };
    if (workingDir === 'kept') return { kind: 'kept', path: join(folder, 'kept') };
    return { kind: 'path', path: workingDir };
  }
}

/** With `shell`, the first argument is the script and the others are its `$1`, `$2`, … */
function argvOf({ command: { argv, shell } }: BotDefinition): string[] {
  return shell ? ['/bin/sh', '-c', argv[0]!, 'sh', ...argv.slice(1)] : argv;
}
