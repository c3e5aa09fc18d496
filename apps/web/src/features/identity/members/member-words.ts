import type { Factors, Permission, Role } from '@bothy/contracts';
import { impliedPermissions, rolePermissions } from '../../../app/forms/schemas.js';
import { scopeWords } from '../scope-words.js';

/** What a role may do, in words; what follows from a wider permission is left out. */
export function mayOf(role: Role): readonly string[] {
  const held = rolePermissions[role];
  const implied = new Set<Permission>(held.flatMap((permission) => impliedPermissions[permission] ?? []));
  return held.filter((permission) => !implied.has(permission)).map((permission) => scopeWords[permission]);
}

const several = (count: number, one: string): string => (count === 1 ? one : `${count} ${one}s`);

/** "2 passkeys, password"; empty for whoever has not enrolled. */
export function waysIn(factors: Factors | null): string {
  if (!factors) return '';
  const words = [
    ...(factors.passkeys ? [several(factors.passkeys, 'passkey')] : []),
    ...(factors.password ? ['password'] : []),
    ...(factors.identities ? [several(factors.identities, 'other account')] : []),
  ].join(', ');
  return words && words[0]?.toUpperCase() + words.slice(1);
}
