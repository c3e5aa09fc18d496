import { attestationBody, passkeyPatch, type NewPasskey, type Passkey } from '@bothy/contracts';
import { Body, Controller, Param, Query } from '@nestjs/common';
import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import type { z } from 'zod';
import { CurrentPrincipal } from '../../../platform/http/current-principal.decorator.js';
import type { Principal } from '../../../platform/http/principal.js';
import { Route } from '../../../platform/http/route.decorator.js';
import { pageById, type Page, type PageQuery } from '../../../platform/paging/page.js';
import { MyPasskeys } from '../application/passkeys/my-passkeys.js';
import { PasskeyRepository } from '../persistence/passkey.repository.js';
import { presentPasskey } from './presenters.js';

@Controller()
export class PasskeysController {
  constructor(
    private readonly passkeys: MyPasskeys,
    private readonly kept: PasskeyRepository,
  ) {}

  @Route('listPasskeys')
  list(@CurrentPrincipal() { memberId }: Principal, @Query() query: PageQuery): Promise<Page<Passkey>> {
    return pageById(query, (after, limit) => this.kept.findPage(memberId, after, limit), presentPasskey);
  }

  @Route('newPasskeyOptions')
  options(@CurrentPrincipal() principal: Principal) {
    return this.passkeys.options(principal);
  }

  @Route('addPasskey')
  async add(
    @CurrentPrincipal() principal: Principal,
    @Body() body: z.infer<typeof attestationBody>,
  ): Promise<NewPasskey> {
    // The contract checks what we read; the library checks the rest.
    const response = body as unknown as RegistrationResponseJSON & { name?: string };
    const { passkey, recoveryCodes } = await this.passkeys.add(principal, response);
    return { passkey: presentPasskey(passkey), recoveryCodes };
  }

  @Route('renamePasskey')
  async rename(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Body() { name }: z.infer<typeof passkeyPatch>,
  ): Promise<Passkey> {
    return presentPasskey(await this.passkeys.rename(principal, id, name));
  }

  @Route('removePasskey')
  remove(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<void> {
    return this.passkeys.remove(principal, id);
  }
}
