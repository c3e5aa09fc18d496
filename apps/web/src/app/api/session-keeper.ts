import type { Session } from '@bothy/contracts';
import { ProblemError } from './problem-error.js';

/** How the keeper reaches the outside; tests hand in their own. */
export interface SessionPorts {
  readonly fetch: typeof fetch;
  readonly channel: Pick<BroadcastChannel, 'postMessage' | 'addEventListener'> | null;
  /** Runs `work` while no other tab does. */
  readonly exclusive: <T>(work: () => Promise<T>) => Promise<T>;
  readonly wait: (ms: number) => Promise<void>;
}

type Message = { kind: 'session'; session: Session } | { kind: 'signed-out' };

/**
 * Holds the access token, in memory only, and renews it: one renewal at a time over all tabs, whose answer
 * all tabs share. A renewal that lost a race (409 `refresh_raced`) waits for the winner's token.
 */
export class SessionKeeper {
  private session: Session | null = null;
  private renewing: Promise<string | null> | null = null;
  private readonly listeners = new Set<(session: Session | null) => void>();

  constructor(private readonly ports: SessionPorts) {
    ports.channel?.addEventListener('message', (event) => {
      const message = (event as MessageEvent<Message>).data;
      this.set(message.kind === 'session' ? message.session : null);
    });
  }

  get token(): string | null {
    return this.session?.accessToken ?? null;
  }

  /** Calls back at each sign-in, renewal (a session) and sign-out (null). */
  onChange(listener: (session: Session | null) => void): void {
    this.listeners.add(listener);
  }

  signedIn(session: Session): void {
    this.set(session);
    this.ports.channel?.postMessage({ kind: 'session', session } satisfies Message);
  }

  signedOut(): void {
    this.set(null);
    this.ports.channel?.postMessage({ kind: 'signed-out' } satisfies Message);
  }

  /** A token other than `stale`, or null when the session is over. Throws ProblemError when the server cannot be reached. */
  renew(stale: string | null): Promise<string | null> {
    if (this.token && this.token !== stale) return Promise.resolve(this.token);
    this.renewing ??= this.ports.exclusive(() => this.exchange(stale)).finally(() => (this.renewing = null));
    return this.renewing;
  }

  private async exchange(stale: string | null): Promise<string | null> {
    for (let attempt = 0; attempt < 4; attempt += 1) {
      // Another tab may have renewed while this one waited its turn.
      if (this.token && this.token !== stale) return this.token;
      const response = await this.post();
      if (response.ok) {
        this.signedIn((await response.json()) as Session);
        return this.token;
      }
      const problem = await ProblemError.from(response);
      if (problem.code !== 'refresh_raced') {
        if (response.status !== 401) throw problem;
        this.signedOut();
        return null;
      }
      await this.ports.wait(250 * (attempt + 1));
    }
    return null;
  }

  private async post(): Promise<Response> {
    try {
      return await this.ports.fetch('/api/auth/refresh', { method: 'POST', headers: { 'X-Requested-With': 'bothy' } });
    } catch {
      throw ProblemError.unreachable();
    }
  }

  private set(session: Session | null): void {
    this.session = session;
    for (const listener of this.listeners) listener(session);
  }
}
