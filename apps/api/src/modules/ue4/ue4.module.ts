import { Module, type DynamicModule } from '@nestjs/common';
import { KeptLedger } from './application/kept-ledger.js';
import { KeptRoom } from './application/kept-room.js';
import { KeptSaveStore } from './application/kept-save-store.js';
import { KeptSaves } from './application/kept-saves.js';
import { KeptSweep } from './application/kept-sweep.js';
import { SaveDesk } from './application/save-desk.js';
import { SaveQueue } from './application/save-queue.js';
import { SaveThrottle } from './application/save-throttle.js';
import { CodecProgram } from './codec-link/codec-program.js';
import { ProcessCodec } from './codec-link/process-codec.js';
import { SaveCodec } from './domain/save-codec.js';
import { BytesSender } from './http/bytes-sender.js';
import { KeptSavesController } from './http/kept-saves.controller.js';
import { SaveIntake } from './http/save-intake.js';
import { SavesController } from './http/saves.controller.js';
import { KeptSweepJob } from './jobs/kept-sweep.job.js';
import { KeptSaveRepository } from './persistence/kept-save.repository.js';
import { SealedKeptSaves } from './persistence/sealed-kept-saves.js';

/** Needs the platform, the audit trail and identity; the application's table of contents gives them. */
@Module({
  controllers: [SavesController, KeptSavesController],
  providers: [
    ...[{ provide: SaveCodec, useClass: ProcessCodec }, SaveDesk, SaveQueue, SaveThrottle, SaveIntake, BytesSender],
    ...[KeptSaveRepository, SealedKeptSaves, KeptSaveStore, KeptRoom, KeptLedger, KeptSaves],
    ...[KeptSweep, KeptSweepJob],
  ],
})
export class Ue4Module {
  /** @param saveProgram where the built save-program lies; beside this code unless a test, which runs sources, says so. */
  static of(imports: DynamicModule[], saveProgram?: string): DynamicModule {
    const useValue = saveProgram === undefined ? CodecProgram.beside() : new CodecProgram(saveProgram);
    return { module: Ue4Module, imports, providers: [{ provide: CodecProgram, useValue }] };
  }
}
