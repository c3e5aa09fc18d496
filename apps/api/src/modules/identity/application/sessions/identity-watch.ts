import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../../platform/http/principal.js';
import { PrincipalWatch } from '../../../../platform/http/principal-watch.js';
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
    // Other rights, more or fewer: whoever streams comes back at once, with those of this moment.
    return textOf(now) === textOf(principal);
  }
}

const textOf = ({ permissions, botScopes }: Principal): string =>
  JSON.stringify([[...permissions].toSorted(), botScopes?.toSorted() ?? null]);
