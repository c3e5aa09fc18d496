export { IdentityModule } from './identity.module.js';
export { AccessGuard } from './http/access.guard.js';
export { PresenceGuard } from './http/presence.guard.js';
export { MemberDesk } from './application/member-desk.js';
export { ResetLinks } from './application/reset-links.js';
export { SetupGate } from './application/setup-gate.js';
export { identityEntities, identityMigrations } from './persistence/schema.js';
