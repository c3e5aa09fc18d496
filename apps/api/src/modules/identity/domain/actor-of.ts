import type { Actor, ActorRef } from '@bothy/contracts';

/** A member, as the one who acts. */
export const actorOf = (member: { readonly id: string; readonly name: string }): ActorRef => ({
  kind: 'member',
  id: member.id,
  name: member.name,
});

/** The server itself, for what it does without being asked. */
export const house: Actor = { kind: 'system', id: 'identity', name: 'Bothy' };
