import { createHash } from 'node:crypto';
import { type BotDefinition, hiddenParam, isFinal, type Run } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditTrail } from '../../../audit/index.js';
import { botIsOff, botNotFound, keyReused, runLoop } from '../../bots.errors.js';
import { placesOf } from '../../domain/concurrency.js';
import { house } from '../../domain/house.js';
import { BotRepository, definitionOf } from '../../persistence/bot.repository.js';
import type { BotEntity } from '../../persistence/bot.entity.js';
import { RunKeys } from '../../persistence/run-keys.js';
import { RunPlaces } from '../../persistence/run-places.js';
import { presentRun } from '../../persistence/run-row.js';
import { RunRepository, type RunRow } from '../../persistence/run.repository.js';
import { RunAdmission } from './run-admission.js';
import { RunLedger } from './run-ledger.js';
import { RunParams } from './run-params.js';
import type { RunRequest } from './run-request.js';

/** Runs that start runs that start runs: further than this it is a loop. */
const deepest = 8;

/** Makes runs. What becomes of them is the dispatcher's and the tracker's. */
@Injectable()
export class RunLauncher {
  constructor(
    private readonly bots: BotRepository,
    private readonly runs: RunRepository,
    private readonly params: RunParams,
    private readonly keys: RunKeys,
    private readonly places: RunPlaces,
    private readonly admission: RunAdmission,
    private readonly audit: AuditTrail,
    private readonly ledger: RunLedger,
  ) {}

  /**
   * May be called within a unit of work, which it joins: nothing is told and nothing started before the commit.
   *
   * @throws DomainError `bot_not_found`, `bot_is_off`, `secret_not_granted`, `run_loop`, `idempotency_key_reused`;
   * InvalidRequest with issues at `params.<name>`
   */
  async launch(request: RunRequest): Promise<Run> {
    const row = await this.ledger.write(async () => {
      const bot = await this.bots.findLocked(request.slug);
      if (!bot) throw botNotFound(request.slug);
      return (await this.#known(bot, request)) ?? (await this.#make(bot, request));
    });
    return presentRun(row);
  }

  async #known(bot: BotEntity, { idempotency, params }: RunRequest): Promise<RunRow | null> {
    if (!idempotency) return null;
    const known = await this.keys.find(`${idempotency.scope}:${bot.id}`, idempotency.key);
    if (!known) return null;
    if (known.fingerprint !== fingerprintOf(params, bot)) throw keyReused();
    return this.runs.getRow(known.runId);
  }

  async #make(bot: BotEntity, request: RunRequest): Promise<RunRow> {
    if (!bot.enabled) throw botIsOff(bot.slug);
    const version = request.rerunOf?.botVersion ?? bot.version;
    const definition = await this.bots.definitionOf(bot.id, version);
    // What a run repeats is what it did; whether and when it may is by the rules of now.
    const { approval, concurrency } = definitionOf(bot);
    const checked = await this.params.check(bot.slug, definition, request);
    const depth = await this.#depthOf(request.parentRunId);
    const taken = placesFor(bot.id, concurrency);
    await this.places.lock(taken.places);
    const id = uuidv7();
    const row = await this.runs.insert({
      id,
      botId: bot.id,
      botSlug: bot.slug,
      number: await this.bots.takeRunNumber(bot),
      status: approval.required ? 'waiting-approval' : 'queued',
      maxAttempts: definition.retry?.attempts ?? 1,
      requestedBy: request.requestedBy ?? null,
      botVersion: version,
      rerunOf: request.rerunOf?.id ?? null,
      parentRunId: depth === 0 ? null : (request.parentRunId ?? null),
      depth,
      ...taken,
      trigger: request.trigger,
      params: checked.values,
      secretParams: this.params.seal(id, checked),
      reason: null,
    });
    const { idempotency, trigger } = request;
    if (idempotency) {
      await this.keys.keep(
        `${idempotency.scope}:${bot.id}`,
        idempotency.key,
        row.id,
        fingerprintOf(request.params, bot),
      );
    }
    const admitted = row.status === 'queued' ? await this.admission.admit(row, concurrency?.onBusy ?? 'queue') : row;
    const target = { kind: 'run', id: row.id, name: `${bot.slug} #${row.number}` };
    const details = { trigger: trigger.kind, ...(trigger.detail !== null && { detail: trigger.detail }) };
    await this.audit.append({ actor: trigger.actor ?? house, action: 'run.started', target, details });
    return admitted;
  }

  /** A run that is over asks for nothing: whoever names one has its environment from elsewhere. */
  async #depthOf(parentRunId: string | undefined): Promise<number> {
    const parent = parentRunId === undefined ? null : await this.runs.find(parentRunId);
    if (!parent || isFinal(parent.status)) return 0;
    if (parent.depth >= deepest) throw runLoop(deepest);
    return parent.depth + 1;
  }
}

const placesFor = (botId: string, concurrency: BotDefinition['concurrency']) =>
  concurrency === null
    ? { places: null, placeLimit: null }
    : { places: placesOf(botId, concurrency), placeLimit: concurrency.limit };

/** Of what was asked for, in whatever order; of a secret only that it was given, for a short one could be guessed. */
function fingerprintOf(params: Run['params'], bot: BotEntity): string {
  const { properties } = definitionOf(bot).params;
  const isSecret = (name: string) => Object.hasOwn(properties, name) && properties[name]?.type === 'secret';
  const told = Object.keys(params)
    .toSorted()
    .map((name) => [name, isSecret(name) ? hiddenParam : params[name]]);
  return createHash('sha256').update(JSON.stringify(told)).digest('base64url');
}
