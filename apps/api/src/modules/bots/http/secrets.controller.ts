import type { Secret } from '@bothy/contracts';
import { Body, Controller, Param, Query } from '@nestjs/common';
import { CurrentPrincipal } from '../../../platform/http/current-principal.decorator.js';
import type { Principal } from '../../../platform/http/principal.js';
import { Route } from '../../../platform/http/route.decorator.js';
import type { PageQuery } from '../../../platform/paging/page.js';
import { SecretDesk, type SecretOrder } from '../application/secrets/secret-desk.js';

@Controller()
export class SecretsController {
  constructor(private readonly desk: SecretDesk) {}

  @Route('listSecrets')
  list(@Query() query: PageQuery) {
    return this.desk.page(query);
  }

  @Route('getSecret')
  get(@Param('name') name: string): Promise<Secret> {
    return this.desk.get(name);
  }

  @Route('putSecret')
  put(
    @Param('name') name: string,
    @Body() body: SecretOrder,
    @CurrentPrincipal() principal: Principal,
  ): Promise<Secret> {
    return this.desk.put(name, body, principal);
  }

  @Route('deleteSecret')
  delete(@Param('name') name: string, @CurrentPrincipal() principal: Principal): Promise<void> {
    return this.desk.delete(name, principal);
  }
}
