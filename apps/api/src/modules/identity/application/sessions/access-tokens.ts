import { createSecretKey, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { Clock } from '../../../../platform/clock/clock.js';
import { Keys } from '../../../../platform/crypto/keys.js';

const issuer = 'bothy';
const audience = 'bothy-api';
/** RFC 9068: a token of another kind, should there ever be one, does not pass for this. */
const type = 'at+jwt';
const algorithm = 'HS256';
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
  private held: { readonly secret: Buffer; readonly key: KeyObject } | null = null;

  constructor(
    private readonly keys: Keys,
    private readonly clock: Clock,
  ) {}

  async mint({ sub, sid }: AccessClaims): Promise<AccessToken> {
    const issuedAt = Math.floor(this.clock.now().getTime() / 1000);
    const expiresAt = issuedAt + lifetimeSeconds;
    const text = await new SignJWT({ sid })
      .setProtectedHeader({ alg: algorithm, typ: type })
      .setSubject(sub)
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt(issuedAt)
      .setExpirationTime(expiresAt)
      .sign(this.key);
    return { text, expiresAt: new Date(expiresAt * 1000).toISOString() };
  }

  /** Null for whatever is not one of ours, or no longer. */
  async read(text: string): Promise<AccessClaims | null> {
    try {
      const { payload } = await jwtVerify(text, this.key, {
        // Pinned: the token's own header must not choose how it is checked.
        algorithms: [algorithm],
        typ: type,
        issuer,
        audience,
        requiredClaims: ['exp', 'iat'],
        currentDate: this.clock.now(),
      });
      return claims.parse(payload);
    } catch (error) {
      // The caller is told the same for every kind of bad token.
      if (error instanceof errors.JOSEError || error instanceof z.ZodError) return null;
      throw error;
    }
  }

  /** Anew when the secret was replaced; made once otherwise, for every request needs it. */
  private get key(): KeyObject {
    const secret = this.keys.jwt;
    if (this.held?.secret !== secret) this.held = { secret, key: createSecretKey(secret) };
    return this.held.key;
  }
}
