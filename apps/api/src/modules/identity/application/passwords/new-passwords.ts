import { Injectable } from '@nestjs/common';
import { Config } from '../../../../platform/config/config.js';
import { checkPassword } from '../../domain/password-policy.js';
import { passwordsOff } from '../../identity.errors.js';
import { PasswordHasher } from './password-hasher.js';

/** Takes in a password that someone has chosen. Hashing is slow on purpose, so do it before the unit of work. */
@Injectable()
export class NewPasswords {
  constructor(
    private readonly config: Config,
    private readonly hasher: PasswordHasher,
  ) {}

  /**
   * @returns the hash to keep.
   * @throws InvalidRequest for one that is too easy to guess; DomainError `passwords_off`.
   */
  async hash(password: string, email: string): Promise<string> {
    if (!this.config.authPasswords) throw passwordsOff();
    checkPassword(password, email);
    return this.hasher.hash(password);
  }
}
