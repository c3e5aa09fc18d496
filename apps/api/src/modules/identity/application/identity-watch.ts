import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../platform/http/principal.js';
import { PrincipalWatch } from '../../../platform/http/principal-watch.js';
import { Authenticator } from './authenticator.js';

/** Looks at the rows behind a principal. */
@Injectable()
export class IdentityWatch extends PrincipalWatch {
  constructor(private readonly authenticator: Authenticator) {
    super();
  }

  async stillValid(principal: Principal): Promise<boolean> {
    const now = await this.authenticator.again(principal);
    if (!now) return false;
    // Rights that grew are no reason to end a stream.
    return [...principal.permissions].every((name) => now.permissions.has(name));
  }
}
