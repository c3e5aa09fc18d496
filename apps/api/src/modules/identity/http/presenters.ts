import type { Member, Session, Token } from '@bothy/contracts';
import { scopesIn } from '../application/authenticator.js';
import type { KeptToken } from '../application/api-tokens.js';
import type { OpenSession } from '../application/session-keeper.js';

export const presentMember = ({ id, name, email, role, createdAt }: OpenSession['member']): Member => ({
  id,
  name,
  email,
  role,
  createdAt,
});

export const presentSession = ({ access, member }: OpenSession): Session => ({
  accessToken: access.text,
  expiresAt: access.expiresAt,
  member: presentMember(member),
});

export const presentToken = (token: KeptToken, createdBy: { id: string; name: string }): Token => ({
  id: token.id,
  name: token.name,
  scopes: scopesIn(token),
  createdBy: { id: createdBy.id, name: createdBy.name },
  createdAt: token.createdAt,
  expiresAt: token.expiresAt,
  lastUsedAt: token.lastUsedAt,
  lastUsedFrom: token.lastUsedFrom,
});
