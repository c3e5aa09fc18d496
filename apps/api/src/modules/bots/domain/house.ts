import type { ActorRef } from '@bothy/contracts';

/** The server itself, for what it does without being asked. */
export const house: ActorRef = { kind: 'system', id: 'system', name: 'Bothy' };
