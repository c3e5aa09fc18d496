import { join } from 'node:path';
import { type BotDefinition, paramVariable, type Run } from '@bothy/contracts';
import type { GitCheckout, Secret, StartOrder } from '@bothy/contracts/runner';
import { Injectable } from '@nestjs/common';
import { Config } from '../../../../platform/config/config.js';
import { paramVariables, renderArgv } from '../../domain/command-line.js';
import { BotRepository } from '../../persistence/bot.repository.js';
import type { RunRow } from '../../persistence/run.repository.js';
import { TeamSecrets } from '../secrets/team-secrets.js';
import { RunFolders } from './run-folders.js';
import { RunParams } from './run-params.js';

/** Makes of a run and the version of the bot that it was made from what the runner must know. */
@Injectable()
export class RunOrders {
  constructor(
    private readonly bots: BotRepository,
    private readonly folders: RunFolders,
    private readonly params: RunParams,
    private readonly secrets: TeamSecrets,
    private readonly config: Config,
  ) {}

  async labelsOf({ botId, botVersion }: RunRow): Promise<readonly string[]> {
    return (await this.bots.definitionOf(botId, botVersion)).runner.labels;
  }

  /** @throws DomainError `secret_not_granted`, `secret_not_for_origin` where what it needs was taken back meanwhile. */
  async of(row: RunRow): Promise<StartOrder> {
    const definition = await this.bots.definitionOf(row.botId, row.botVersion);
    const given = this.params.secretsOf(row);
    const values = { ...(JSON.parse(row.params) as Run['params']), ...given };
    const team = await this.secrets.valuesFor(row.botSlug, definition.secrets);
    const git = await this.#git(row.botSlug, definition);
    const ref = { runId: row.id, attempt: row.attempt };
    return {
      ...ref,
      argv: renderArgv(definition.command, values),
      env: {
        ...definition.env,
        ...Object.fromEntries(team.map(({ name, value }) => [name, value])),
        ...paramVariables(values),
        ...this.#houseVariables(row),
      },
      secrets: [...team, ...secretParams(given), ...tokenOf(git, definition)],
      pty: definition.pty,
      limits: definition.limits,
      git,
      workingDir: this.#workingDir(definition, row.botId, row.id),
      artifactsDir: this.folders.artifactsOf(ref),
      hiddenPaths: [...this.config.hiddenPaths],
      logDir: this.folders.ofAttempt(ref),
      timeoutMs: (definition.timeoutSeconds ?? 0) * 1000,
      graceMs: this.config.runGraceMs,
      maxLogBytes: this.config.runLogMaxBytes,
    };
  }

  #houseVariables(row: RunRow): Record<string, string> {
    return {
      BOTHY_BOT: row.botSlug,
      BOTHY_RUN_NUMBER: String(row.number),
      BOTHY_TRIGGER: row.triggerKind,
      BOTHY_URL: this.config.publicUrl,
    };
  }

  async #git(slug: string, { gitSource }: BotDefinition): Promise<GitCheckout | null> {
    if (gitSource === null) return null;
    const { url, ref, secret } = gitSource;
    const token = secret === null ? null : await this.secrets.tokenFor(secret, slug, url);
    return { url, ref, token, protocols: this.config.gitProtocols };
  }

  #workingDir({ command }: BotDefinition, botId: string, runId: string): StartOrder['workingDir'] {
    const { workingDir } = command;
    const folder = this.folders.ofBot(botId);
    if (workingDir === 'fresh') return { kind: 'fresh', path: join(folder, 'runs', runId) };
    if (workingDir === 'kept') return { kind: 'kept', path: join(folder, 'kept') };
    return { kind: 'path', path: workingDir };
  }
}

const secretParams = (given: Record<string, string>): Secret[] =>
  Object.entries(given).map(([name, value]) => ({ name: paramVariable(name), value }));

const tokenOf = (git: GitCheckout | null, { gitSource }: BotDefinition): Secret[] =>
  git && git.token !== null ? [{ name: gitSource?.secret ?? 'TOKEN', value: git.token }] : [];
