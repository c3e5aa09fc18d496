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

/** Lost so often in a row, a race is no chance any more but something that is wrong. */
const mostRaces = 4;

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

  /** Drops the session on this page only: the server, and with it the other tabs, still keep it. */
  drop(): void {
    this.set(null);
  }

  /** A token other than `stale`, or null when the session is over. Throws ProblemError when the server cannot be reached. */
  renew(stale: string | null): Promise<string | null> {
    if (this.token && this.token !== stale) return Promise.resolve(this.token);
    this.renewing ??= this.ports.exclusive(() => this.exchange(stale)).finally(() => (this.renewing = null));
    return this.renewing;
  }

  private async exchange(stale: string | null): Promise<string | null> {
    for (let attempt = 1; ; attempt += 1) {
      // Another tab may have renewed while this one waited its turn.
      if (this.token && this.token !== stale) return this.token;
      const answer = await this.post();
      if (!(answer instanceof ProblemError)) {
        this.signedIn(answer);
        return this.token;
      }
      if (answer.status === 401) {
        this.signedOut();
        return null;
      }
      if (answer.code !== 'refresh_raced' || attempt === mostRaces) throw answer;
      await this.ports.wait(250 * attempt);
    }
  }

  private async post(): Promise<Session | ProblemError> {
    try {
      const response = await this.ports.fetch('/api/auth/refresh', {
        method: 'POST',
        headers: { 'X-Requested-With': 'bothy' },
        // The cookie of the answer must arrive even when the page is left meanwhile: the one before it is spent.
        keepalive: true,
        // Whoever waits for this one holds up the other tabs as well.
        signal: AbortSignal.timeout(15_000),
      });
      return response.ok ? ((await response.json()) as Session) : await ProblemError.from(response);
    } catch {
      throw ProblemError.unreachable();
    }
  }

  private set(session: Session | null): void {
    this.session = session;
    for (const listener of this.listeners) listener(session);
  }
}
