import type { Delivery } from '@bothy/contracts';
import { Controller, Param, Query } from '@nestjs/common';
import { CurrentPrincipal } from '../../../platform/http/current-principal.decorator.js';
import type { Principal } from '../../../platform/http/principal.js';
import { Route } from '../../../platform/http/route.decorator.js';
import type { PageQuery } from '../../../platform/paging/page.js';
import { SchedulePreview } from '../application/schedules/schedule-preview.js';
import { DeliveryListing } from '../application/webhooks/delivery-listing.js';
import { DeliveryReplay } from '../application/webhooks/delivery-replay.js';
import { deliveryNotFound } from '../triggers.errors.js';
import { BotAccess } from './bot-access.js';

@Controller()
export class TriggersController {
  constructor(
    private readonly schedules: SchedulePreview,
    private readonly deliveries: DeliveryListing,
    private readonly replays: DeliveryReplay,
    private readonly access: BotAccess,
  ) {}

  @Route('nextTimes')
  nextTimes(@Query() query: { cron: string; timeZone: string; count: number }) {
    return this.schedules.next(query);
  }

  @Route('upcomingRuns')
  upcomingRuns(@Query() { limit }: { limit: number }, @CurrentPrincipal() { botScopes }: Principal) {
    return this.schedules.upcoming(botScopes, limit);
  }

  @Route('listDeliveries')
  listDeliveries(
    @Param('slug') slug: string,
    @Query() query: PageQuery & { status?: Delivery['status'] },
    @CurrentPrincipal() principal: Principal,
  ) {
    this.access.requireBot(slug, principal);
    return this.deliveries.ofBot(slug, query);
  }

  @Route('replayDelivery')
  async replayDelivery(@Param('id') id: string, @CurrentPrincipal() principal: Principal) {
    const delivery = await this.replays.get(id);
    // Whether there is one that may not be seen is not told.
    if (principal.botScopes && !principal.botScopes.includes(delivery.botSlug)) throw deliveryNotFound();
    return this.replays.replay(delivery, principal.actor);
  }
}
