export { IdentityModule } from './identity.module.js';
export { AccessGuard } from './http/access.guard.js';
export { PresenceGuard } from './http/presence.guard.js';
export { MemberDesk } from './application/members/member-desk.js';
export { ResetLinks } from './application/factors/reset-links.js';
export { SetupGate } from './application/members/setup-gate.js';
export { identityEntities, identityMigrations } from './persistence/schema.js';
