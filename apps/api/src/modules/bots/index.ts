export { RunArtifacts } from './application/artifacts/run-artifacts.js';
export { RunListing } from './application/runs/run-listing.js';
export { TeamSecrets } from './application/secrets/team-secrets.js';
export { BotsModule } from './bots.module.js';
export { BotsSealsModule } from './bots-seals.module.js';
export { botsEntities, botsMigrations } from './bots.schema.js';
export { contentTypeOf } from './domain/content-type.js';
