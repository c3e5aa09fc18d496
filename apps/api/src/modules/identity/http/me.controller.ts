import type { Me } from '@bothy/contracts';
import { Controller } from '@nestjs/common';
import { CurrentPrincipal } from '../../../platform/http/current-principal.decorator.js';
import type { Principal } from '../../../platform/http/principal.js';
import { Route } from '../../../platform/http/route.decorator.js';
import { WhoAmI } from '../application/who-am-i.js';
import { presentMember } from './presenters.js';

@Controller()
export class MeController {
  constructor(private readonly whoAmI: WhoAmI) {}

  @Route('me')
  async me(@CurrentPrincipal() principal: Principal): Promise<Me> {
    const { member, token } = await this.whoAmI.describe(principal);
    return { member: presentMember(member), permissions: [...principal.permissions], token };
  }
}
