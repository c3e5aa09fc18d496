import { DueSchedules } from '../application/schedules/due-schedules.js';
import { ScheduleFiring } from '../application/schedules/schedule-firing.js';
import { ScheduleKeeper } from '../application/schedules/schedule-keeper.js';
import { SchedulePreview } from '../application/schedules/schedule-preview.js';
import { DeliveryIntake } from '../application/webhooks/delivery-intake.js';
import { DeliveryLauncher } from '../application/webhooks/delivery-launcher.js';
import { DeliveryListing } from '../application/webhooks/delivery-listing.js';
import { DeliveryReplay } from '../application/webhooks/delivery-replay.js';
import { HookBook } from '../application/webhooks/hook-book.js';
import { HookDesk } from '../application/webhooks/hook-desk.js';
import { NewDelivery } from '../application/webhooks/new-delivery.js';
import { TriggersHooksController } from '../http/triggers-hooks.controller.js';
import { TriggersController } from '../http/triggers.controller.js';
import { DueSchedulesJob } from '../jobs/due-schedules.job.js';
import { OldDeliveriesJob } from '../jobs/old-deliveries.job.js';
import { WaitingDeliveriesJob } from '../jobs/waiting-deliveries.job.js';
import { BotScheduleEntity } from '../persistence/triggers/bot-schedule.entity.js';
import { BotSchedules } from '../persistence/triggers/bot-schedules.js';
import { CreateTriggers1700000000303 } from '../persistence/triggers/create-triggers.migration.js';
import { DeliverySeals } from '../persistence/triggers/delivery-seals.js';
import { OldDeliveries } from '../persistence/triggers/old-deliveries.js';
import { SealedDeliveries } from '../persistence/triggers/sealed-deliveries.js';
import { WebhookDeliveries } from '../persistence/triggers/webhook-deliveries.js';
import { WebhookDeliveryEntity } from '../persistence/triggers/webhook-delivery.entity.js';
import type { Parts } from './parts.js';

/** Schedules, webhooks and their deliveries. */
export const triggersParts: Parts = {
  controllers: [TriggersController, TriggersHooksController],
  providers: [
    ...[BotSchedules, ScheduleKeeper, SchedulePreview, ScheduleFiring, DueSchedules, DueSchedulesJob],
    ...[WebhookDeliveries, DeliverySeals, SealedDeliveries, OldDeliveries, OldDeliveriesJob],
    ...[HookBook, NewDelivery, DeliveryIntake, HookDesk, DeliveryLauncher, WaitingDeliveriesJob],
    ...[DeliveryListing, DeliveryReplay],
  ],
  entities: [BotScheduleEntity, WebhookDeliveryEntity],
  migrations: [CreateTriggers1700000000303],
};
