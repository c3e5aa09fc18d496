import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../../platform/http/principal.js';
import type { MemberEntity } from '../../persistence/member.entity.js';
import { Enrolment } from './enrolment.js';
import { FactorBook, type FactorKind } from './factor-book.js';
import { MemberActs, type MemberAct } from '../members/member-acts.js';

export type FactorChange = Omit<MemberAct, 'actor'> & {
  /** A way in is added: an enrolling session becomes whole by it. */
  readonly adds?: FactorKind;
  /** Whoever is signed in elsewhere goes. */
  readonly endsOthers?: true;
  /** A way in is taken away: another must be left. */
  readonly removes?: FactorKind;
};

/** The frame of every change to one's own ways in: the rule on what must be left, audit, notice, enrolment. */
@Injectable()
export class FactorChanges {
  constructor(
    private readonly acts: MemberActs,
    private readonly book: FactorBook,
    private readonly enrolment: Enrolment,
  ) {}

  /** Whose ways in they are. */
  member({ memberId }: Principal): Promise<MemberEntity> {
    return this.acts.get({ id: memberId });
  }

  /** @throws DomainError `last_factor`, and whatever `work` does. */
  async make<T>(principal: Principal, change: FactorChange, work: () => Promise<T>): Promise<T> {
    const { adds, endsOthers, removes, ...act } = change;
    return this.acts.on({ id: principal.memberId }, { ...act, actor: principal.actor }, async () => {
      if (removes) await this.book.requireOther(principal.memberId, { without: removes });
      const done = await work();
      if (adds) await this.enrolment.finish(principal, adds);
      if (endsOthers) await this.enrolment.endOthers(principal);
      return done;
    });
  }
}
