import { mePatch, passwordBody, type Factors, type Me } from '@bothy/contracts';
import { Body, Controller, Ip } from '@nestjs/common';
import type { z } from 'zod';
import { CurrentPrincipal } from '../../../platform/http/current-principal.decorator.js';
import type { Principal } from '../../../platform/http/principal.js';
import { Route } from '../../../platform/http/route.decorator.js';
import { FactorBook } from '../application/factors/factor-book.js';
import { MyPassword } from '../application/passwords/my-password.js';
import { MyProfile } from '../application/members/my-profile.js';
import { WhoAmI } from '../application/sessions/who-am-i.js';
import { presentMember } from './presenters.js';

@Controller()
export class MeController {
  constructor(
    private readonly whoAmI: WhoAmI,
    private readonly profile: MyProfile,
    private readonly password: MyPassword,
    private readonly factors: FactorBook,
  ) {}

  @Route('me')
  async me(@CurrentPrincipal() principal: Principal): Promise<Me> {
    const { member, token, enrolling } = await this.whoAmI.describe(principal);
    return { member: presentMember(member), permissions: [...principal.permissions], token, enrolling };
  }

  @Route('updateMe')
  async update(@CurrentPrincipal() principal: Principal, @Body() { name }: z.infer<typeof mePatch>): Promise<Me> {
    await this.profile.rename(principal, name);
    return this.me(principal);
  }

  @Route('myFactors')
  myFactors(@CurrentPrincipal() { memberId }: Principal): Promise<Factors> {
    return this.factors.of(memberId);
  }

  @Route('setPassword')
  setPassword(
    @CurrentPrincipal() principal: Principal,
    @Body() body: z.infer<typeof passwordBody>,
    @Ip() address: string,
  ): Promise<void> {
    return this.password.set(principal, { ...body, address });
  }

  @Route('removePassword')
  removePassword(@CurrentPrincipal() principal: Principal): Promise<void> {
    return this.password.remove(principal);
  }
}
