/** Rights of a member, or one session or token of theirs, changed: whoever streams to them should look again. */
export interface IdentityChanged {
  readonly memberId: string;
}

declare module '../../platform/events/event-bus.js' {
  interface EventMap {
    'identity.changed': IdentityChanged;
  }
}
