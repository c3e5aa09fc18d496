import type { Invitation, Member, MemberListing, MySession, Passkey, Token } from '@bothy/contracts';
import { scopesIn } from '../application/sessions/authenticator.js';
import type { KeptToken } from '../application/tokens/api-tokens.js';
import type { KeptInvitation } from '../application/members/invitation-desk.js';
import type { KeptPasskey } from '../application/passkeys/passkey-registration.js';
import type { OpenSession } from '../application/sessions/session-keeper.js';
import type { ListedMember } from '../persistence/member-listing.repository.js';
import type { KeptSession } from '../persistence/session.repository.js';

interface Named {
  readonly id: string;
  readonly name: string;
}

export const presentMember = ({
  id,
  name,
  email,
  role,
  createdAt,
}: Omit<OpenSession['member'], 'passwordHash'>): Member => ({ id, name, email, role, createdAt });

/** Who is weakly protected, or away, is for those to know who look after members. */
export const presentListedMember = (member: ListedMember): MemberListing => ({
  ...presentMember(member),
  factors: null,
  lastSeenAt: null,
});

/** With all that there is to know. */
export const presentKeptMember = (member: ListedMember): MemberListing => ({
  ...presentMember(member),
  factors: {
    password: member.hasPassword,
    passkeys: member.passkeys,
    identities: member.identities,
    recoveryCodes: member.recoveryCodes,
  },
  lastSeenAt: member.lastSeenAt,
});

export const presentPasskey = ({ id, name, createdAt, lastUsedAt, synced }: KeptPasskey): Passkey => ({
  id,
  name,
  createdAt,
  lastUsedAt,
  synced,
});

export const presentSession = (session: KeptSession, currentId: string | null): MySession => ({
  id: session.id,
  by: session.openedBy ?? 'password',
  signedInAt: session.signedInAt,
  lastSeenAt: session.lastSeenAt ?? session.signedInAt,
  expiresAt: session.expiresAt,
  address: session.address,
  userAgent: session.userAgent,
  current: session.id === currentId,
});

export const presentInvitation = (invitation: KeptInvitation, by: Named): Invitation => ({
  id: invitation.id,
  role: invitation.role,
  email: invitation.email,
  name: invitation.name,
  invitedBy: { id: by.id, name: by.name },
  createdAt: invitation.createdAt,
  expiresAt: invitation.expiresAt,
});

export const presentToken = (token: KeptToken, createdBy: Named): Token => ({
  id: token.id,
  name: token.name,
  scopes: scopesIn(token),
  createdBy: { id: createdBy.id, name: createdBy.name },
  createdAt: token.createdAt,
  expiresAt: token.expiresAt,
  lastUsedAt: token.lastUsedAt,
  lastUsedFrom: token.lastUsedFrom,
});
