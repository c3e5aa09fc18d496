import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EventBus } from '../../../../platform/events/event-bus.js';
import { EventStreams } from '../../../../platform/http/event-streams.js';
import '../../identity.events.js';

/** Ends the open streams of a session or token that was revoked, or whose rights shrank, as soon as that happens. */
@Injectable()
export class StreamEnder implements OnModuleInit {
  constructor(
    private readonly events: EventBus,
    private readonly streams: EventStreams,
  ) {}

  onModuleInit(): void {
    this.events.on('identity.changed', ({ memberId }) => void this.streams.recheck(memberId));
  }
}
