import type { Permission } from '@bothy/contracts';

/** What each permission lets one do, in words. */
export const scopeWords: Record<Permission, string> = {
  'bots:read': 'See bots, runs and logs',
  'bots:run': 'Run and cancel every bot',
  'bots:write': 'Write bots',
  'secrets:read': 'See which secrets there are',
  'secrets:write': 'Set and grant secrets',
  'catalog:read': 'See the catalog, tools for members only too',
  'catalog:write': 'Write tools and ask their sources',
  'metrics:read': 'See the metrics, and the catalog',
  'members:read': 'See members',
  'members:write': 'Invite, change and remove members',
  'audit:read': 'Read the audit',
  'mail:read': 'Read the mail that goes out',
  'system:read': 'See the state of the system',
};

/** Only people reach what these open: as a scope of a token they would be of no use. */
const forPeople: ReadonlySet<Permission> = new Set(['members:read', 'members:write', 'mail:read']);

export const isForTokens = (permission: Permission): boolean => !forPeople.has(permission);

/** What a scope lets a token do; `bots:run:<slug>` is one bot. */
export function wordsOfScope(scope: string): string {
  const slug = /^bots:run:(.+)$/.exec(scope)?.[1];
  return slug ? `Run ${slug} and read its runs` : (scopeWords[scope as Permission] ?? scope);
}
