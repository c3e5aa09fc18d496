import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Database } from '../../../platform/database/database.js';
import { SignInFailureEntity } from './sign-in-failure.entity.js';

@Injectable()
export class SignInFailureRepository {
  constructor(private readonly database: Database) {}

  find(keys: readonly string[]): Promise<SignInFailureEntity[]> {
    return this.database.manager.findBy(SignInFailureEntity, { key: In([...keys]) });
  }

  async put(failure: SignInFailureEntity): Promise<void> {
    await this.database.manager.upsert(SignInFailureEntity, failure, ['key']);
  }

  async delete(key: string): Promise<void> {
    await this.database.manager.delete(SignInFailureEntity, { key });
  }
}
