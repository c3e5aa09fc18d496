import type { ActorRef, Permission } from '@bothy/contracts';

/** Who asks, with what they may do at this moment. */
export interface Principal {
  readonly actor: ActorRef;
  /** The member signed in, or the one who minted the token. */
  readonly memberId: string;
  /** Null when an API token asks. */
  readonly sessionId: string | null;
  /** The session may do nothing but add a way to sign in; it holds no permissions. */
  readonly enrolling: boolean;
  readonly permissions: ReadonlySet<Permission>;
  /** The only bots a token may see and run; null for all. */
  readonly botScopes: readonly string[] | null;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the access guard; absent on public routes. */
    principal?: Principal;
  }
}
