import { BotEntity } from './bot.entity.js';
import { BotVersionEntity } from './bot-version.entity.js';
import { CreateBots1700000000301 } from './create-bots.migration.js';
import { RunEntity } from './run.entity.js';

export const botsEntities = [BotEntity, BotVersionEntity, RunEntity];
export const botsMigrations = [CreateBots1700000000301];
