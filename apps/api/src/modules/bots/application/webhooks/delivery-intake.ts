import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../../platform/database/unit-of-work.js';
import { EventBus } from '../../../../platform/events/event-bus.js';
import { type NewDeliveryRow, WebhookDeliveries } from '../../persistence/triggers/webhook-deliveries.js';
import { tooManyDeliveries } from '../../triggers.errors.js';
import '../../triggers.events.js';

/** How long the first of a batch waits for others. */
const gatherMs = 2;
const batchSize = 100;
const mostWaiting = 5000;
/** Of payloads: few that are large take as much as many that are small. */
const mostWaitingBytes = 64 * 1024 * 1024;
const refusedKept = 100;
/** So many within this time are a flood. */
const flood = { count: 5, withinMs: 100 };

interface Waiting {
  readonly row: NewDeliveryRow;
  /** Told whether its id was there before. */
  readonly taken: (isDuplicate: boolean) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Writes deliveries down, those that come at nearly the same time in one unit of work: a commit costs as much for one
 * as for a hundred.
 */
@Injectable()
export class DeliveryIntake {
  readonly #waiting: Waiting[] = [];
  /** When the last few were taken, the oldest first. */
  readonly #takenAt: number[] = [];
  /** Of all that is not written down yet, what is being written included. */
  #waitingBytes = 0;
  #isWriting = false;

  constructor(
    private readonly deliveries: WebhookDeliveries,
    private readonly unitOfWork: UnitOfWork,
    private readonly events: EventBus,
  ) {}

  /**
   * Resolves once it is kept.
   *
   * @returns whether its id was there before.
   * @throws DomainError `too_many_deliveries`
   */
  take(row: NewDeliveryRow): Promise<boolean> {
    if (this.#waiting.length >= mostWaiting || this.#isTooMuch(row)) throw tooManyDeliveries();
    this.#waitingBytes += bytesOf(row);
    this.#takenAt.push(performance.now());
    if (this.#takenAt.length > flood.count) this.#takenAt.shift();
    return new Promise((taken, failed) => {
      this.#waiting.push({ row, taken, failed });
      if (!this.#isWriting) void this.#writeAll();
    });
  }

  /** Whether deliveries come so fast that whatever can wait should. */
  get isFlooded(): boolean {
    const [oldest] = this.#takenAt;
    return this.#takenAt.length >= flood.count && oldest !== undefined && performance.now() - oldest < flood.withinMs;
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true;
    await sleep(gatherMs);
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, batchSize);
      await this.#write(batch);
      for (const { row } of batch) this.#waitingBytes -= bytesOf(row);
    }
    this.#isWriting = false;
  }

  /** One alone is always taken. */
  #isTooMuch(row: NewDeliveryRow): boolean {
    return this.#waitingBytes > 0 && this.#waitingBytes + bytesOf(row) > mostWaitingBytes;
  }

  /** Where a batch cannot be kept as a whole (one bot of them was deleted just now), each is tried on its own. */
  async #write(batch: readonly Waiting[]): Promise<void> {
    try {
      const duplicates = await this.#insert(batch.map(({ row }) => row));
      for (const { row, taken } of batch) taken(duplicates.has(row.id));
    } catch (error) {
      if (batch.length === 1) batch[0]?.failed(error);
      else for (const one of batch) await this.#write([one]);
      return;
    }
    const ids = batch.filter(({ row }) => row.waiting).map(({ row }) => row.id);
    if (ids.length > 0) this.events.publish('deliveries.waiting', { ids });
  }

  #insert(rows: readonly NewDeliveryRow[]): Promise<Set<string>> {
    return this.unitOfWork.run(async () => {
      const duplicates = await this.deliveries.insert(rows);
      const refusedBy = new Set(rows.filter(({ status }) => status === 'refused').map(({ botId }) => botId));
      for (const botId of refusedBy) await this.deliveries.keepNewestRefused(botId, refusedKept);
      return duplicates;
    });
  }
}

/** Of a sealed payload, whose characters are a byte each. */
const bytesOf = ({ payload }: NewDeliveryRow): number => payload?.length ?? 0;
