import { Controller } from '@nestjs/common';
import { CurrentPrincipal } from '../../../platform/http/current-principal.decorator.js';
import type { Principal } from '../../../platform/http/principal.js';
import { Route } from '../../../platform/http/route.decorator.js';
import { RecoveryCodes } from '../application/factors/recovery-codes.js';

@Controller()
export class RecoveryCodesController {
  constructor(private readonly codes: RecoveryCodes) {}

  @Route('renewRecoveryCodes')
  async renew(@CurrentPrincipal() principal: Principal): Promise<{ codes: string[] }> {
    return { codes: await this.codes.renew(principal) };
  }
}
