import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataFolder } from '../storage/data-folder.js';
import { keyBytes, placeKey } from './key-file.js';
import { WatchedKey } from './watched-key.js';

/** The server's own keys: made once, kept in the data folder, so that a restart logs nobody out. */
@Injectable()
export class Keys {
  private readonly watchedJwt: WatchedKey;
  private readonly watchedMaster: WatchedKey;

  constructor(private readonly data: DataFolder) {
    this.watchedJwt = new WatchedKey(data.path('keys', 'jwt'));
    this.watchedMaster = new WatchedKey(data.path('keys', 'master'));
  }

  /** Signs access tokens. Ask at each use: a rotation replaces it while the server runs. */
  get jwt(): Buffer {
    return this.watchedJwt.bytes;
  }

  /** Wraps what is kept encrypted. Ask at each use, as above. */
  get master(): Buffer {
    return this.watchedMaster.bytes;
  }

  /** From the next use on (in another process: from its next use on), access tokens signed before are refused. */
  replaceJwt(): void {
    placeKey(this.data.path('keys', 'jwt'), randomBytes(keyBytes));
  }
}
