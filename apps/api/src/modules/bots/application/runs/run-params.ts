import type { BotDefinition, Run } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { Keyring } from '../../../../platform/crypto/keyring.js';
import { SealedStores } from '../../../../platform/crypto/sealed-stores.js';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { InvalidRequest } from '../../../../platform/errors/invalid-request.js';
import { optionIssues } from '../../domain/command-line.js';
import { checkParams } from '../../domain/params.js';
import { secretProblem } from '../../domain/secret-strength.js';
import { RunRepository, type RunRow } from '../../persistence/run.repository.js';
import { secretNotGranted } from '../../bots.errors.js';
import { TeamSecrets } from '../secrets/team-secrets.js';
import type { RunRequest } from './run-request.js';

const purpose = 'bots.run-params';

interface Checked {
  values: Run['params'];
  /** Seals the secret ones for the run of this id; null where there are none. */
  secrets: ((runId: string) => string) | null;
}

/** Parameters of runs: held to the bot's schema as they come, and the secret ones sealed while the run needs them. */
@Injectable()
export class RunParams {
  constructor(
    private readonly secrets: TeamSecrets,
    private readonly keyring: Keyring,
    private readonly runs: RunRepository,
    private readonly unitOfWork: UnitOfWork,
    stores: SealedStores,
  ) {
    stores.add({ name: 'run_params', reseal: () => this.#reseal() });
  }

  async check(slug: string, definition: BotDefinition, request: RunRequest): Promise<Checked> {
    const { coerce = false } = request;
    const checked = checkParams(definition.params, request.params, { coerce, secretProblem });
    const issues = [...checked.issues, ...optionIssues(definition.command, checked.values)];
    if (issues.length > 0) throw new InvalidRequest(issues);
    const [refused] = await this.secrets.ungranted(slug, definition.secrets);
    if (refused) throw secretNotGranted(refused.name, refused.reason);
    if (Object.keys(checked.secrets).length === 0) return { values: checked.values, secrets: null };
    const plain = JSON.stringify(checked.secrets);
    return { values: checked.values, secrets: (runId) => this.keyring.seal(purpose, plain, runId) };
  }

  /** The secret ones of a run that goes on. */
  secretsOf({ id, secretParams }: Pick<RunRow, 'id' | 'secretParams'>): Record<string, string> {
    return secretParams === null
      ? {}
      : (JSON.parse(this.keyring.open(purpose, secretParams, id)) as Record<string, string>);
  }

  async #reseal(): Promise<number> {
    let resealed = 0;
    for (;;) {
      const done = await this.unitOfWork.run(() =>
        this.runs.resealParams(this.keyring.currentPrefix(), (sealed, id) => this.keyring.reseal(purpose, sealed, id)),
      );
      if (done === 0) return resealed;
      resealed += done;
    }
  }
}
