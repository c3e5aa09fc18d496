import type { Role } from '@bothy/contracts';

export const roleWords: Record<Role, string> = {
  admin: 'Admin',
  operator: 'Operator',
  member: 'Member',
  viewer: 'Viewer',
};

const articles: Record<Role, string> = { admin: 'an', operator: 'an', member: 'a', viewer: 'a' };

/** "an operator" */
export const aRole = (role: Role): string => `${articles[role]} ${role}`;
