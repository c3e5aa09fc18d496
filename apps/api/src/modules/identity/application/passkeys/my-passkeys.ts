import { Injectable } from '@nestjs/common';
import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import type { Principal } from '../../../../platform/http/principal.js';
import { passkeyNotFound, tooManyPasskeys } from '../../identity.errors.js';
import { PasskeyRepository } from '../../persistence/passkey.repository.js';
import { FactorChanges } from '../factors/factor-changes.js';
import { PasskeyRegistration, type KeptPasskey } from './passkey-registration.js';
import { RecoveryCodes } from '../factors/recovery-codes.js';

/** More devices than anyone has; each is named to the authenticator when another is added. */
const mostPasskeys = 20;

/** A member's own passkeys. */
@Injectable()
export class MyPasskeys {
  constructor(
    private readonly registration: PasskeyRegistration,
    private readonly passkeys: PasskeyRepository,
    private readonly changes: FactorChanges,
    private readonly codes: RecoveryCodes,
  ) {}

  async options(principal: Principal) {
    return this.registration.ask(await this.changes.member(principal), principal.sessionId);
  }

  /**
   * @returns the key, and recovery codes to show once if the member had none.
   * @throws DomainError `passkey_refused`, `passkey_known`
   */
  async add(
    principal: Principal,
    { name = 'Passkey', ...response }: RegistrationResponseJSON & { name?: string },
  ): Promise<{ passkey: KeptPasskey; recoveryCodes: string[] | null }> {
    const passkey = await this.registration.judge(principal, response, name);
    const change = {
      action: 'passkey.added',
      target: targetOf(passkey),
      notice: `The passkey "${name}" was added.`,
      adds: 'passkey',
    } as const;
    return this.changes.make(principal, change, async () => {
      if ((await this.passkeys.countOf(principal.memberId)) >= mostPasskeys) throw tooManyPasskeys(mostPasskeys);
      await this.passkeys.insert(passkey);
      return { passkey, recoveryCodes: await this.codes.makeFirst(principal) };
    });
  }

  /** @throws DomainError `passkey_not_found` */
  async rename(principal: Principal, id: string, name: string): Promise<KeptPasskey> {
    const passkey = await this.own(principal, id);
    const change = { action: 'passkey.renamed', target: targetOf(passkey), details: { name } };
    await this.changes.make(principal, change, async () => {
      if (!(await this.passkeys.rename(id, name))) throw passkeyNotFound();
    });
    return { ...passkey, name };
  }

  /** @throws DomainError `passkey_not_found`, `last_factor` */
  async remove(principal: Principal, id: string): Promise<void> {
    const passkey = await this.own(principal, id);
    const notice = `The passkey "${passkey.name}" was removed.`;
    const change = { action: 'passkey.removed', target: targetOf(passkey), notice, removes: 'passkey' } as const;
    await this.changes.make(principal, change, async () => {
      if (!(await this.passkeys.delete(id, principal.memberId))) throw passkeyNotFound();
    });
  }

  private async own({ memberId }: Principal, id: string): Promise<KeptPasskey> {
    const passkey = await this.passkeys.findOwn(id, memberId);
    if (!passkey) throw passkeyNotFound();
    return passkey;
  }
}

const targetOf = ({ id, name }: KeptPasskey) => ({ kind: 'passkey', id, name });
