import { Module } from '@nestjs/common';
import { BotSeals } from './persistence/bot-seals.js';
import { SealedArtifacts } from './persistence/keeping/sealed-artifacts.js';
import { SealedRunParams } from './persistence/sealed-run-params.js';
import { SealedSecrets } from './persistence/secrets/sealed-secrets.js';
import { SealedDeliveries } from './persistence/triggers/sealed-deliveries.js';

/**
 * All stores of sealed texts that bots have, and nothing else of theirs: for a command on the host that turns the keys,
 * and neither attaches a runner nor starts a job. Whatever registers with `SealedStores` stands here too.
 */
@Module({ providers: [BotSeals, SealedRunParams, SealedSecrets, SealedArtifacts, SealedDeliveries] })
export class BotsSealsModule {}
