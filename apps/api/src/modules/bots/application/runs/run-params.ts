import type { BotDefinition, Run } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { InvalidRequest } from '../../../../platform/errors/invalid-request.js';
import { optionIssues } from '../../domain/command-line.js';
import { checkParams } from '../../domain/params.js';
import { secretProblem } from '../../domain/secret-strength.js';
import type { RunRow } from '../../persistence/run.repository.js';
import { SealedRunParams } from '../../persistence/sealed-run-params.js';
import { secretNotGranted } from '../../secrets.errors.js';
import { TeamSecrets } from '../secrets/team-secrets.js';
import type { RunRequest } from './run-request.js';

interface Checked {
  /** As they are shown. */
  values: Run['params'];
  secrets: Record<string, string>;
}

/** Parameters of runs: held to the bot's schema as they come, and the secret ones sealed while the run needs them. */
@Injectable()
export class RunParams {
  constructor(
    private readonly secrets: TeamSecrets,
    private readonly sealed: SealedRunParams,
  ) {}

  /** @throws InvalidRequest; DomainError `secret_not_granted` */
  async check(slug: string, definition: BotDefinition, { params, coerce = false }: RunRequest): Promise<Checked> {
    const { values, secrets, issues } = checkParams(definition.params, params, { coerce, secretProblem });
    const all = [...issues, ...optionIssues(definition.command, values)];
    if (all.length > 0) throw new InvalidRequest(all);
    const [refused] = await this.secrets.ungranted(slug, definition.secrets);
    if (refused) throw secretNotGranted(refused.name, refused.reason);
    return { values, secrets };
  }

  /** For the row of the run; null where none is secret. */
  seal(runId: string, { secrets }: Checked): string | null {
    return Object.keys(secrets).length === 0 ? null : this.sealed.seal(runId, secrets);
  }

  /** The secret ones of a run that goes on. */
  secretsOf(row: RunRow): Record<string, string> {
    return this.sealed.open(row);
  }
}
