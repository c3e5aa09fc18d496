import { keepingParts } from './parts/keeping.parts.js';
import { secretsParts } from './parts/secrets.parts.js';
import { triggersParts } from './parts/triggers.parts.js';
import { BotEntity } from './persistence/bot.entity.js';
import { BotSealEntity } from './persistence/bot-seal.entity.js';
import { BotVersionEntity } from './persistence/bot-version.entity.js';
import { CompleteRuns1700000000302 } from './persistence/complete-runs.migration.js';
import { CreateBots1700000000301 } from './persistence/create-bots.migration.js';
import { RunAttemptEntity } from './persistence/run-attempt.entity.js';
import { RunEntity } from './persistence/run.entity.js';
import { RunKeyEntity } from './persistence/run-key.entity.js';

const parts = [triggersParts, secretsParts, keepingParts];

export const botsEntities = [
  ...[BotEntity, BotVersionEntity, BotSealEntity, RunEntity, RunAttemptEntity, RunKeyEntity],
  ...parts.flatMap((part) => part.entities),
];
export const botsMigrations = [
  ...[CreateBots1700000000301, CompleteRuns1700000000302],
  ...parts.flatMap((part) => part.migrations),
];
