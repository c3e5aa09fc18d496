export { BotsModule } from './bots.module.js';
export { botsEntities, botsMigrations } from './persistence/schema.js';
