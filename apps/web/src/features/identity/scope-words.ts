import type { Permission } from '@bothy/contracts';

/** What each permission lets a token do, in words. */
export const scopeWords: Record<Permission, string> = {
  'bots:read': 'See bots, runs and logs',
  'bots:run': 'Run and cancel every bot',
  'bots:write': 'Write bots',
  'members:read': 'See members',
  'members:write': 'Manage members',
  'audit:read': 'Read the audit',
  'system:read': 'See the state of the system',
};
