import { inApi } from './in-api.mjs';

const webAuthn = 'modules/identity/application/passkeys/web-authn.ts';
const passkeys = 'modules/identity/passkeys.test.ts';
const members = 'modules/identity/members.test.ts';
const delays = 'modules/identity/sign-in-delays.test.ts';

/** Ways in, and ways back in. */
export const factorControls = [
  inApi(
    'V6.5.1',
    'one use of a challenge',
    [
      'modules/identity/persistence/challenge.repository.ts',
      'const { affected } = await manager.delete(ChallengeEntity, { hash });\n    return affected === 1 ? challenge : null;',
      'return challenge;',
    ],
    ['modules/identity/single-use.test.ts', 'is used up by an authenticator that does not count, too'],
  ),
  inApi(
    'V6.3.3',
    'user verification of a passkey',
    [
      webAuthn,
      '        requireUserVerification: true,\n        credential: {',
      '        requireUserVerification: false,\n        credential: {',
    ],
    [passkeys, 'is refused without user verification, from another origin, for another host, or signed by another key'],
  ),
  inApi(
    'V6.5.1',
    'the counter of a passkey',
    [webAuthn, 'if (counts && newCounter <= passkey.counter)', 'if (counts && newCounter < 0)'],
    [passkeys, 'that was copied is found out by its counter, and its owner told'],
  ),
  inApi(
    'V2.3.2',
    'a last way in that stays',
    [
      'modules/identity/application/factors/factor-book.ts',
      'if (left <= 0) throw lastFactor();',
      'if (left < -9) throw lastFactor();',
    ],
    [passkeys, 'is renamed and removed by its owner, unless it is the last way in'],
  ),
  inApi(
    'V6.5.1',
    'one use of a recovery code',
    [
      'modules/identity/persistence/recovery.repository.ts',
      'const { affected } = await manager.delete(RecoveryCodeEntity, { hash });\n    return affected === 1 ? code.member : null;',
      'return code.member;',
    ],
    ['modules/identity/single-use.test.ts', 'opens an enrolment once'],
  ),
  inApi(
    'V6.2.4',
    'the look at passwords that are tried first',
    [
      'modules/identity/application/passwords/new-passwords.ts',
      '    checkPassword(password, email);\n',
      '    void [checkPassword, email];\n',
    ],
    [members, 'does not take an address that is taken, nor a weak password, and stays open then'],
  ),
  inApi(
    'V6.2.3',
    'the password so far',
    [
      'modules/identity/application/passwords/my-password.ts',
      'if (member.passwordHash !== null && !principal.enrolling)',
      'if (member.passwordHash === address)',
    ],
    ['modules/identity/passwords.test.ts', 'is not changed without the one so far'],
  ),
  inApi(
    'V6.3.8',
    'the same answer for an unknown address',
    [
      'modules/identity/application/passwords/password-check.ts',
      'const isRight = await',
      "if (!member) throw new Error('unknown');\n    const isRight = await",
    ],
    ['modules/identity/identity.test.ts', 'tells nobody whether an address is known'],
  ),
  inApi(
    'V6.3.1',
    'delays that outlive a restart',
    [
      'modules/identity/application/passwords/sign-in-delays.ts',
      'if (until > now.getTime()) throw',
      'if (until < 0) throw',
    ],
    [delays, 'holds for the right password too, and over a restart'],
  ),
  inApi(
    'V6.1.1',
    'a longest wait for an account, whoever mistypes',
    [
      'modules/identity/application/passwords/sign-in-delays.ts',
      'firstMs: 1000, mostMs: minuteMs }',
      'firstMs: 1000, mostMs: 60 * minuteMs }',
    ],
    ['modules/identity/lockout.test.ts', 'is over after a minute, however often and from wherever someone has guessed'],
  ),
  inApi(
    'V2.4.1',
    'the count of anonymous requests',
    ['platform/throttle/arrival-throttle.guard.ts', '      limit: anonymous,', '      limit: anonymous * 1000,'],
    ['throttle.test.ts', 'counts anonymous requests of an address, not those that bring a credential'],
  ),
  inApi(
    'V6.4.1',
    'one use of an invitation',
    [
      'modules/identity/persistence/invitation.repository.ts',
      'const { affected } = await this.database.manager.delete(InvitationEntity, { id });\n    return affected === 1;',
      'return id !== null;',
    ],
    [members, 'makes one member, of the role it names, once'],
  ),
  inApi(
    'V6.4.1',
    'the end of an invitation after 72 hours',
    [
      'modules/identity/persistence/invitation.repository.ts',
      'where: { hash, expiresAt: MoreThan(now) },',
      'where: { hash },',
    ],
    [members, 'can be taken back, and is over after 72 hours'],
  ),
  inApi(
    'V6.4.3',
    'the end of a reset link after an hour',
    [
      'modules/identity/persistence/recovery.repository.ts',
      'if (!link || link.expiresAt <= now) return null;',
      "if (!link || now === '') return null;",
    ],
    [members, 'who lost every way in get a link that works once, for an hour'],
  ),
];
