import {
  impliedPermissions,
  permission,
  rolePermissions,
  type Permission,
  type Role,
  type Scope,
} from '@bothy/contracts';

const oneBot = 'bots:run:';

export interface Rights {
  readonly permissions: ReadonlySet<Permission>;
  /** The only bots these rights reach; null for all. */
  readonly botScopes: readonly string[] | null;
}

/** Of a session that may only enrol. */
export const noRights: Rights = { permissions: new Set(), botScopes: null };

/** What a member of this role may do, or a token of theirs: never more than both its scopes and its maker's role give. */
export const rightsOf = (role: Role, scopes: readonly Scope[] | null): Rights => {
  const byRole = withImplied(rolePermissions[role]);
  if (scopes === null) return { permissions: byRole, botScopes: null };
  const asked = withImplied(scopes.map(permissionIn));
  const slugs = scopes.filter((scope) => scope.startsWith(oneBot)).map((scope) => scope.slice(oneBot.length));
  return {
    permissions: new Set([...asked].filter((name) => byRole.has(name))),
    // One scope that names a bot narrows the whole token, unless another lets it run all of them anyway.
    botScopes: slugs.length > 0 && !scopes.includes('bots:run') ? slugs : null,
  };
};

/** The permission that a scope is made of. */
export const permissionIn = (scope: Scope): Permission => {
  const parsed = permission.safeParse(scope);
  return parsed.success ? parsed.data : 'bots:run';
};

const withImplied = (names: readonly Permission[]): ReadonlySet<Permission> =>
  new Set(names.flatMap((name) => [name, ...(impliedPermissions[name] ?? [])]));
