import { Module } from '@nestjs/common';
import { SealedKeptSaves } from './persistence/sealed-kept-saves.js';

/** The stores of sealed texts that saves have, and nothing else of theirs: for a command on the host that turns the keys. */
@Module({ providers: [SealedKeptSaves] })
export class Ue4SealsModule {}
