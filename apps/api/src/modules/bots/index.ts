export { BotsModule } from './bots.module.js';
export { BotsSealsModule } from './bots-seals.module.js';
export { botsEntities, botsMigrations } from './bots.schema.js';
