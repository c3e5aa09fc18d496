import type { RouteKey } from './route-types.js';

/** Routes that no one signs in for: no token goes with them, and none is renewed for them. */
export const anonymousRoutes: ReadonlySet<RouteKey> = new Set<RouteKey>([
  'GET /api/setup',
  'POST /api/setup',
  'GET /api/auth/methods',
  'POST /api/auth/login',
  'POST /api/auth/refresh',
  'POST /api/auth/logout',
  'POST /api/auth/passkeys/options',
  'POST /api/auth/passkeys/verify',
  'POST /api/auth/recover',
  'POST /api/invitations/look',
  'POST /api/invitations/accept',
]);
