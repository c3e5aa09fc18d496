import { inApi } from './in-api.mjs';

const tokens = 'modules/identity/application/sessions/access-tokens.ts';
const keeper = 'modules/identity/application/sessions/session-keeper.ts';
const tests = 'modules/identity/access-tokens.test.ts';
const sessions = 'modules/identity/identity.test.ts';

/** Access tokens, refresh tokens, sessions. */
export const tokenControls = [
  inApi(
    'V9.1.2',
    'one algorithm for access tokens',
    [tokens, '        algorithms: [algorithm],\n', ''],
    [tests, 'is refused with another algorithm, the right key notwithstanding'],
  ),
  inApi(
    'V9.2.2',
    'the type of access tokens',
    [tokens, '        typ: type,\n        issuer,', '        issuer,'],
    [tests, 'is refused as another type: JWT'],
  ),
  inApi(
    'V9.2.3',
    'the audience of access tokens',
    [tokens, '        audience,\n        requiredClaims', '        requiredClaims'],
    [tests, 'is refused when it is for another audience: {"aud":"someone"}'],
  ),
  inApi(
    'V9.2.1',
    'the end of access tokens',
    [tokens, 'currentDate: this.clock.now(),', 'currentDate: new Date(0),'],
    [tests, 'is refused before and after its time, and without an end'],
  ),
  inApi(
    'V7.4.1',
    'the session’s row on every request',
    [
      'modules/identity/persistence/session.repository.ts',
      'session && session.revokedAt === null && session.expiresAt > now.toISOString() ? session : null',
      'session',
    ],
    [sessions, 'ends at sign-out, and outlives a restart until then'],
  ),
  inApi(
    'V7.3.2',
    'the longest life of a session',
    [
      keeper,
      'Math.min(now.getTime() + sessionDays * dayMs, latest)',
      'now.getTime() + sessionDays * dayMs + 0 * latest',
    ],
    [sessions, 'ask for a sign-in after 90 days, however often they are renewed'],
  ),
  inApi(
    'V7.2.4',
    'the end of a session whose refresh token comes twice',
    [
      keeper,
      "    await this.sessions.revoke(session.id, now.toISOString());\n    return { outcome: 'stolen'",
      "    return { outcome: 'stolen'",
    ],
    [sessions, 'renews once; a late second use ends the session, at once and for both'],
  ),
  inApi(
    'V3.3.4',
    'HttpOnly of the refresh cookie',
    ['modules/identity/http/refresh-cookie.ts', 'httpOnly: true', 'httpOnly: false'],
    [sessions, 'hands out a short access token and a cookie that scripts cannot read'],
  ),
  inApi(
    'V3.3.3',
    'the __Host- prefix',
    ['modules/identity/http/refresh-cookie.ts', "'__Host-bothy_refresh'", "'bothy_refresh'"],
    [sessions, 'uses the host-only cookie over TLS'],
  ),
  inApi(
    'V7.4.3',
    'the end of other sessions with a new password',
    ['modules/identity/application/passwords/my-password.ts', '      endsOthers: true,\n', ''],
    [sessions, 'end all but the one that asks, and all but the one that sets a new password'],
  ),
  inApi(
    'V11.4.1',
    'hashes in place of tokens at rest',
    [
      'modules/identity/domain/secret-text.ts',
      "export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');",
      'export const hashSecret = (secret: string): string => secret;',
    ],
    ['secrets.test.ts', 'lie neither in logs, nor in answers to errors, nor in the database'],
  ),
];
