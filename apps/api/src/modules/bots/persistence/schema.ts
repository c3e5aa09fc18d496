import { keepingParts } from '../parts/keeping.parts.js';
import { secretsParts } from '../parts/secrets.parts.js';
import { triggersParts } from '../parts/triggers.parts.js';
import { BotEntity } from './bot.entity.js';
import { BotSealEntity } from './bot-seal.entity.js';
import { BotVersionEntity } from './bot-version.entity.js';
import { CompleteRuns1700000000302 } from './complete-runs.migration.js';
import { CreateBots1700000000301 } from './create-bots.migration.js';
import { RunAttemptEntity } from './run-attempt.entity.js';
import { RunEntity } from './run.entity.js';
import { RunKeyEntity } from './run-key.entity.js';

const parts = [triggersParts, secretsParts, keepingParts];

export const botsEntities = [
  ...[BotEntity, BotVersionEntity, BotSealEntity, RunEntity, RunAttemptEntity, RunKeyEntity],
  ...parts.flatMap((part) => part.entities),
];
export const botsMigrations = [
  ...[CreateBots1700000000301, CompleteRuns1700000000302],
  ...parts.flatMap((part) => part.migrations),
];
