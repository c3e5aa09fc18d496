import { inApi } from './in-api.mjs';

const guard = 'modules/identity/http/access.guard.ts';
const walk = 'access.test.ts';
const stepUp = 'modules/identity/step-up.test.ts';
const stepUps = 'modules/identity/persistence/step-up.repository.ts';

/** Who may do what. */
export const accessControls = [
  inApi(
    'V3.5.1',
    'the header that only the page can add',
    [guard, "if (headers['x-requested-with'] !== 'bothy') throw crossSite();", ''],
    ['browser-guards.test.ts', 'cannot use the cookie without the header that only a page of ours can add'],
  ),
  inApi(
    'V3.5.3',
    'Sec-Fetch-Site on the cookie’s routes',
    [guard, "if (site !== undefined && site !== 'same-origin') throw crossSite();", ''],
    [walk, 'refresh is closed to other sites'],
  ),
  inApi(
    'V3.5.2',
    'Origin where a browser says no Sec-Fetch-Site',
    [guard, 'if (site === undefined && headers.origin !== this.config.publicUrl) throw crossSite();', ''],
    [walk, 'refresh is closed to other sites'],
  ),
  inApi(
    'V8.2.1',
    'the permission of a route',
    [guard, 'if (!principal.permissions.has(access as Permission)) throw notPermitted(access);', ''],
    [walk, 'lets a viewer in to createBot exactly when its permissions say so'],
  ),
  inApi(
    'V8.2.1',
    'no route without a declared access',
    ['platform/http/route-check.ts', 'if (name === null || !(name in routes)) throw', 'if (name === undefined) throw'],
    [walk, 'is declared, or the server does not start'],
  ),
  inApi(
    'V6.4.4',
    'a session that enrols may do nothing else',
    [guard, 'if (principal.enrolling) throw enrolmentNeeded();', ''],
    [walk, 'listBots tells a session that is enrolling no more than who it is'],
  ),
  inApi(
    'V8.3.1',
    'routes for members, closed to API tokens',
    [guard, "if (principal.actor.kind !== 'member') throw membersOnly();", ''],
    [stepUp, 'is out of reach for tokens, as are step-up and identity'],
  ),
  inApi(
    'V7.5.3',
    'a fresh passkey for acts that ask for it',
    ['modules/identity/http/presence.guard.ts', 'if (route.stepUp) {', 'if (route.stepUp && !principal) {'],
    [stepUp, 'stays closed without it, and says for what it is'],
  ),
  inApi(
    'V7.5.3',
    'the target that a passkey opened an act for',
    [
      stepUps,
      'findOneBy(StepUpEntity, act)',
      'findOneBy(StepUpEntity, { sessionId: act.sessionId, action: act.action })',
    ],
    [stepUp, 'opens for itself, and for no other act, target or session'],
  ),
  inApi(
    'V7.5.3',
    'the session that a passkey opened an act in',
    [stepUps, 'findOneBy(StepUpEntity, act)', 'findOneBy(StepUpEntity, { action: act.action, target: act.target })'],
    [stepUp, 'opens for itself, and for no other act, target or session'],
  ),
  inApi(
    'V7.5.3',
    'the five minutes that an act stands open',
    [stepUps, 'return found !== null && found.expiresAt > now;', 'return found !== null && now !== null;'],
    ['modules/identity/single-use.test.ts', 'closes after five minutes, in the same session'],
  ),
  inApi(
    'V7.5.1',
    'a recent sign-in for tokens and factors',
    [
      'modules/identity/application/sessions/presence.ts',
      'return this.clock.now().getTime() - Date.parse(instant) <= withinMinutes * 60_000;',
      'return this.clock.now().getTime() > withinMinutes;',
    ],
    ['modules/identity/identity.test.ts', 'are minted within 15 minutes of a sign-in, within one’s own rights'],
  ),
  inApi(
    'V7.5.1',
    'the passkey that a password does not stand in for',
    [
      'modules/identity/application/sessions/presence.ts',
      'if (this.isRecent(session?.passkeyAt)) return;',
      'if (this.isRecent(session?.signedInAt)) return;',
    ],
    [
      'modules/identity/passkeys.test.ts',
      'is put beside another one by who holds that one only, or has just come in by it',
    ],
  ),
  inApi(
    'V8.2.2',
    'one’s own tokens only',
    [
      'modules/identity/persistence/api-token.repository.ts',
      'findOneBy(ApiTokenEntity, { id, memberId, revokedAt: IsNull() })',
      'findOneBy(ApiTokenEntity, { id, revokedAt: IsNull() })',
    ],
    [
      'modules/identity/identity.test.ts',
      'are rotated: a new one with the same rights, and the end of the old one and of what it has open',
    ],
  ),
  inApi(
    'V8.3.2',
    'no token beyond its maker’s rights now',
    ['modules/identity/domain/effective-permissions.ts', '[...asked].filter((name) => byRole.has(name))', '[...asked]'],
    ['modules/identity/members.test.ts', 'change role at once: on the next request, and in what streams'],
  ),
  inApi(
    'V2.3.4',
    'one admin at least',
    [
      'modules/identity/application/members/member-desk.ts',
      'if (!(await this.book.hasOtherAdmin(member.id))) throw lastAdmin();',
      '(await this.book.hasOtherAdmin(member.id), lastAdmin);',
    ],
    ['modules/identity/members.test.ts', 'always hold one admin'],
  ),
];
