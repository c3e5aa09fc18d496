import type { SaveInspection } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../platform/errors/domain-error.js';
import { EventBus } from '../../../platform/events/event-bus.js';
import { Metrics } from '../../../platform/observability/metrics.js';
import { type CodecAct, type CodecJob, type OpenedSave, type Request, SaveCodec } from '../domain/save-codec.js';
import '../ue4.events.js';

/** Has saves opened, and counts them: by what was done and what they were, and nothing else of them. */
@Injectable()
export class SaveDesk {
  readonly #count: (labels: { act: CodecAct; kind: string }) => void;

  constructor(
    private readonly codec: SaveCodec,
    private readonly events: EventBus,
    metrics: Metrics,
  ) {
    this.#count = metrics.counter(
      'bothy_saves_opened_total',
      'Saves that were opened; kind none: those refused, kind fault: faults of this server',
      ['act', 'kind'],
    );
  }

  /** @throws what {@link SaveCodec.run} throws. */
  async inspect(bytes: Uint8Array, request: Request): Promise<SaveInspection> {
    const { facts } = await this.open({ act: 'inspect' }, bytes, request);
    if (!facts) throw new Error('An inspection came without facts.');
    return facts;
  }

  /** @throws what {@link SaveCodec.run} throws. */
  async open(job: CodecJob, bytes: Uint8Array, request: Request): Promise<OpenedSave> {
    try {
      const opened = await this.codec.run(job, bytes, request);
      this.#count({ act: job.act, kind: opened.kind });
      this.events.publish('save.opened', { act: job.act, kind: opened.kind });
      return { ...opened, parts: this.#counted(job, opened.parts) };
    } catch (error) {
      this.#countFailure(job, error);
      throw error;
    }
  }

  async *#counted(job: CodecJob, parts: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    try {
      yield* parts;
    } catch (error) {
      this.#countFailure(job, error);
      throw error;
    }
  }

  #countFailure({ act }: CodecJob, error: unknown): void {
    if (!(error instanceof DomainError)) return;
    if (error.kind === 'unprocessable') this.#count({ act, kind: 'none' });
    if (error.kind === 'fault') this.#count({ act, kind: 'fault' });
  }
}
