import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { newSecret } from '../../domain/secret-text.js';
import { busyHashing } from '../../identity.errors.js';

/** Argon2id, the library's default, at the cost that OWASP's password storage sheet names. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Hashing fills the threads that files, names and the database need as well. */
const atOnce = 2;
/** Whoever stands behind so many is better told to come back. */
const longestQueue = 50;

@Injectable()
export class PasswordHasher {
  private unmatchable: Promise<string> | null = null;
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  /** @throws DomainError `busy` */
  hash(password: string): Promise<string> {
    return this.inTurn(() => hash(password, cost));
  }

  /**
   * With no hash to compare it takes as long and says no: the answer's time does not tell who has an account.
   *
   * @throws DomainError `busy`
   */
  async verify(stored: string | null, password: string): Promise<boolean> {
    this.unmatchable ??= hash(newSecret(), cost);
    const against = stored ?? (await this.unmatchable);
    const isRight = await this.inTurn(() => verify(against, password));
    return stored !== null && isRight;
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= atOnce) {
      if (this.waiting.length >= longestQueue) throw busyHashing();
      // Woken by one that ends, which hands its place on.
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else this.running += 1;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}
