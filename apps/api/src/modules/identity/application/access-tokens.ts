import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { z } from 'zod';
import { Clock } from '../../../platform/clock/clock.js';
import { Keys } from '../../../platform/crypto/keys.js';

const issuer = 'bothy';
const audience = 'bothy-api';
const lifetimeSeconds = 300;

const claims = z.object({ sub: z.string(), sid: z.string() });
export type AccessClaims = z.infer<typeof claims>;

export interface AccessToken {
  readonly text: string;
  readonly expiresAt: string;
}

/** The short-lived tokens that the page holds in memory only. */
@Injectable()
export class AccessTokens {
  constructor(
    private readonly jwt: JwtService,
    private readonly keys: Keys,
    private readonly clock: Clock,
  ) {}

  mint({ sub, sid }: AccessClaims): AccessToken {
    const iat = this.seconds();
    const exp = iat + lifetimeSeconds;
    const text = this.jwt.sign({ sub, sid, iat, exp }, { secret: this.keys.jwt, algorithm: 'HS256', issuer, audience });
    return { text, expiresAt: new Date(exp * 1000).toISOString() };
  }

  /** Null for whatever is not one of ours, or no longer. */
  read(text: string): AccessClaims | null {
    try {
      const payload: unknown = this.jwt.verify(text, {
        secret: this.keys.jwt,
        // Pinned: the token's own header must not choose how it is checked.
        algorithms: ['HS256'],
        issuer,
        audience,
        clockTimestamp: this.seconds(),
      });
      return claims.parse(payload);
    } catch (error) {
      // The library throws for every kind of bad token, and the caller is told the same for all of them.
      if (error instanceof Error) return null;
      throw error;
    }
  }

  private seconds(): number {
    return Math.floor(this.clock.now().getTime() / 1000);
  }
}
