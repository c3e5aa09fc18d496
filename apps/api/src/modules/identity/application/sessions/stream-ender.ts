import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { EventBus } from '../../../../platform/events/event-bus.js';
import { EventStreams } from '../../../../platform/http/event-streams.js';
import { AuditNews } from '../../../audit/index.js';
import '../../identity.events.js';

/** Another server, or a command on the host, ends sessions too: what it did stands in the trail. */
const lookMs = 750;
/** Acts on these may take rights away. */
const things = ['member', 'session', 'token', 'password'];

/** Ends the open streams of a session or token that was revoked, or whose rights changed, as soon as that happens. */
@Injectable()
export class StreamEnder implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(StreamEnder.name);
  private timer: NodeJS.Timeout | undefined;
  private position: number | null = null;
  private isLooking = false;

  constructor(
    private readonly events: EventBus,
    private readonly streams: EventStreams,
    private readonly news: AuditNews,
  ) {}

  onModuleInit(): void {
    this.events.on('identity.changed', ({ memberId }) => void this.streams.recheck(memberId));
    this.timer = setInterval(() => void this.look(), lookMs).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    if (this.isLooking || !this.streams.isAnyOpen) {
      // Whoever opens a stream is looked at then; older news is none.
      if (!this.isLooking) this.position = null;
      return;
    }
    this.isLooking = true;
    try {
      const { position, any } = await this.news.of(things, this.position);
      this.position = position;
      if (any) await this.streams.recheck();
    } catch (error) {
      this.logger.warn(`The trail could not be looked at: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      this.isLooking = false;
    }
  }
}
