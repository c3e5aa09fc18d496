import { roles } from '@bothy/contracts';
import { describe, expect, it } from 'vitest';
import { mayOf, waysIn } from './member-words.js';

const none = { password: false, passkeys: 0, identities: 0, recoveryCodes: 0 };

describe('members in words', () => {
  it('says what a role may do, without what follows from the rest', () => {
    expect(mayOf('viewer')).toEqual(['See bots, runs and logs', 'See the metrics, and the catalog']);
    expect(mayOf('member')).toEqual(['Run and cancel every bot', 'See the metrics, and the catalog', 'See members']);
    expect(mayOf('admin')).toContain('Invite, change and remove members');
    expect(mayOf('admin')).not.toContain('See members');
    for (const role of roles) expect(mayOf(role).length).toBeGreaterThan(0);
  });

  it('names the ways in', () => {
    expect(waysIn(none)).toBe('');
    expect(waysIn({ ...none, passkeys: 2, password: true })).toBe('2 passkeys, password');
    expect(waysIn({ ...none, passkeys: 1, identities: 1 })).toBe('Passkey, other account');
  });
});
