import type { SaveInspection } from '@bothy/contracts';
import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../platform/errors/domain-error.js';
import { Metrics } from '../../../platform/observability/metrics.js';
import { type CodecAct, type CodecJob, type OpenedSave, SaveCodec } from '../domain/save-codec.js';

/** Has saves opened, and counts them: by what was done and what they were, and nothing else of them. */
@Injectable()
export class SaveDesk {
  readonly #count: (labels: { act: CodecAct; kind: string }) => void;

  constructor(
    private readonly codec: SaveCodec,
    metrics: Metrics,
  ) {
    this.#count = metrics.counter('bothy_saves_opened_total', 'Saves that were opened; kind none: those refused', [
      'act',
      'kind',
    ]);
  }

  /** @throws what {@link SaveCodec.run} throws. */
  async inspect(bytes: Uint8Array, signal: AbortSignal): Promise<SaveInspection> {
    const { facts } = await this.open({ act: 'inspect' }, bytes, signal);
    if (!facts) throw new Error('An inspection came without facts.');
    return facts;
  }

  /** @throws what {@link SaveCodec.run} throws. */
  async open(job: CodecJob, bytes: Uint8Array, signal: AbortSignal): Promise<OpenedSave> {
    try {
      const opened = await this.codec.run(job, bytes, signal);
      this.#count({ act: job.act, kind: opened.kind });
      return opened;
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'unprocessable') this.#count({ act: job.act, kind: 'none' });
      throw error;
    }
  }
}
