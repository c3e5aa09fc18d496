import { z } from 'zod';

/** What one may be allowed to do. Each route names exactly one. */
export const permissions = [
  'bots:read',
  'bots:run',
  'bots:write',
  'secrets:read',
  'secrets:write',
  'catalog:read',
  'catalog:write',
  'metrics:read',
  'members:read',
  'members:write',
  'audit:read',
  'mail:read',
  'system:read',
] as const;
export const permission = z.enum(permissions);
export type Permission = z.infer<typeof permission>;

export const roles = ['admin', 'operator', 'member', 'viewer'] as const;
export const role = z.enum(roles);
export type Role = z.infer<typeof role>;

/**
 * Roles are named sets of permissions. `bots:write` is the admin's alone as long as runs are not isolated from the
 * server's own files: who may write a command may read everything that the server can read.
 */
export const rolePermissions: Record<Role, readonly Permission[]> = {
  admin: permissions,
  operator: [
    'bots:read',
    'bots:run',
    'secrets:read',
    'catalog:read',
    'catalog:write',
    'metrics:read',
    'members:read',
    'audit:read',
    'system:read',
  ],
  member: ['bots:read', 'bots:run', 'catalog:read', 'metrics:read', 'members:read'],
  viewer: ['bots:read', 'catalog:read', 'metrics:read'],
};

/** Holding the first includes the others: who may run a bot may read it and its runs. */
export const impliedPermissions: Partial<Record<Permission, readonly Permission[]>> = {
  'bots:run': ['bots:read'],
  'bots:write': ['bots:read'],
  'members:write': ['members:read'],
  'secrets:write': ['secrets:read'],
  'catalog:write': ['catalog:read'],
  // Figures name the tools they are of, also those for members only.
  'metrics:read': ['catalog:read'],
};

/** Scope of an API token: a permission, or running one bot only (`bots:run:<slug>`). */
export const scope = z.union([
  permission,
  z
    .string()
    .regex(/^bots:run:[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, 'Use a permission, or bots:run:<slug> for one bot.'),
]);
export type Scope = z.infer<typeof scope>;
