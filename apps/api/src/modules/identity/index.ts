export { IdentityModule } from './identity.module.js';
export { AccessGuard } from './http/access.guard.js';
export { SetupGate } from './application/setup-gate.js';
export { identityEntities, identityMigrations } from './persistence/schema.js';
