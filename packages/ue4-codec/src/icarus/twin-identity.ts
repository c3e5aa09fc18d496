import type { Json } from '../json/json.js';
import { PropertyList } from '../properties/property-list.js';

/** What tells a member from the others in JSON: the account and the slot. */
export function identityOf(json: Json | undefined): string | undefined {
  if (json === undefined || json === null || typeof json !== 'object' || Array.isArray(json)) return undefined;
  const { UserID: user, ChrSlot: slot } = json;
  return typeof user === 'string' && typeof slot === 'number' ? `${user}-${slot}` : undefined;
}

/** The same among properties. */
export function structIdentity(struct: unknown): string | undefined {
  if (!(struct instanceof PropertyList)) return undefined;
  const user = struct.value('UserID');
  const slot = struct.value('ChrSlot');
  return user === undefined || typeof slot !== 'number' ? undefined : `${String(user)}-${slot}`;
}

/**
 * Keys of the elements of a list, by which those of both copies find each other: who they are, and which of those who
 * are the same; their place where they are nobody.
 */
export function keysOf<T>(list: readonly T[], identity: (one: T) => string | undefined): string[] {
  const seen = new Map<string, number>();
  return list.map((one, index) => {
    const who = identity(one);
    if (who === undefined) return `[${index}]`;
    const nth = seen.get(who) ?? 0;
    seen.set(who, nth + 1);
    return `${who}#${nth}`;
  });
}
