import type { MySession } from '@bothy/contracts';
import { Controller, Param, Query } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { CurrentPrincipal } from '../../../platform/http/current-principal.decorator.js';
import type { Principal } from '../../../platform/http/principal.js';
import { Route } from '../../../platform/http/route.decorator.js';
import { pageById, type Page, type PageQuery } from '../../../platform/paging/page.js';
import { MySessions } from '../application/sessions/my-sessions.js';
import { SessionRepository } from '../persistence/session.repository.js';
import { presentSession } from './presenters.js';

@Controller()
export class MySessionsController {
  constructor(
    private readonly mySessions: MySessions,
    private readonly sessions: SessionRepository,
    private readonly clock: Clock,
  ) {}

  @Route('listMySessions')
  list(@CurrentPrincipal() { memberId, sessionId }: Principal, @Query() query: PageQuery): Promise<Page<MySession>> {
    const now = this.clock.now().toISOString();
    return pageById(
      query,
      (before, limit) => this.sessions.findLiveOf(memberId, now, before, limit),
      (session) => presentSession(session, sessionId),
    );
  }

  @Route('endMySession')
  end(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<void> {
    return this.mySessions.end(principal, id);
  }

  @Route('endMyOtherSessions')
  endOthers(@CurrentPrincipal() principal: Principal): Promise<void> {
    return this.mySessions.endOthers(principal);
  }
}
