import { Injectable } from '@nestjs/common';
import { DataFolder } from '../storage/data-folder.js';
import { readOrMakeKey } from './key-file.js';

/** The server's own keys: made once, kept in the data folder, so that a restart logs nobody out. */
@Injectable()
export class Keys {
  /** Signs access tokens. */
  readonly jwt: Buffer;
  /** Wraps what is kept encrypted. */
  readonly master: Buffer;

  constructor(data: DataFolder) {
    this.jwt = readOrMakeKey(data.path('keys', 'jwt'));
    this.master = readOrMakeKey(data.path('keys', 'master'));
  }
}
