import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { newSecret } from '../domain/secret-text.js';

/** Argon2id, the library's default, at the cost that OWASP's password storage sheet names. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

@Injectable()
export class PasswordHasher {
  private unmatchable: Promise<string> | null = null;

  hash(password: string): Promise<string> {
    return hash(password, cost);
  }

  /** With no hash to compare it takes as long and says no: the answer's time does not tell who has an account. */
  async verify(stored: string | null, password: string): Promise<boolean> {
    this.unmatchable ??= hash(newSecret(), cost);
    const isRight = await verify(stored ?? (await this.unmatchable), password);
    return stored !== null && isRight;
  }
}
