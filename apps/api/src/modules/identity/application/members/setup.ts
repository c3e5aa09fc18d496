import { Injectable } from '@nestjs/common';
import { MemberDraft, type NewMember } from './member-draft.js';
import { MemberRoll } from './member-roll.js';
import type { Opening, OpenSession } from '../sessions/session-keeper.js';
import { SetupGate } from './setup-gate.js';

export type FirstAdmin = Omit<NewMember, 'role'> & { readonly token: string };

/** Makes the first admin, once. */
@Injectable()
export class Setup {
  constructor(
    private readonly gate: SetupGate,
    private readonly draft: MemberDraft,
    private readonly roll: MemberRoll,
  ) {}

  /** @throws DomainError `setup_done`, `wrong_setup_token`, `passwords_off`; InvalidRequest for a weak password. */
  async makeAdmin(
    { token, name, email, password }: FirstAdmin,
    from: Pick<Opening, 'client' | 'replaces'>,
  ): Promise<OpenSession> {
    await this.gate.check(token);
    const member = await this.draft.of({ name, email, password, role: 'admin' });
    const opening = { by: 'setup', enrolling: password === null, ...from };
    const session = await this.roll.add(member, { action: 'setup.done', opening }, () => this.gate.pass());
    this.gate.close();
    return session;
  }
}
