import type { Run } from '@bothy/contracts';
import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { EventBus } from '../../../platform/events/event-bus.js';
import { CurrentPrincipal } from '../../../platform/http/current-principal.decorator.js';
import { EventStreams } from '../../../platform/http/event-streams.js';
import type { Principal } from '../../../platform/http/principal.js';
import { Route } from '../../../platform/http/route.decorator.js';

const eventOf = (name: 'run' | 'bot', data: object) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

/** One stream for a tab: what its lists and badges must know. It has no past; a reader asks for the lists again. */
@Controller()
export class EventsController {
  constructor(
    private readonly bus: EventBus,
    private readonly streams: EventStreams,
  ) {}

  @Route('events')
  events(@CurrentPrincipal() principal: Principal, @Res() reply: FastifyReply): void {
    const maySee = (slug: string) =>
      principal.permissions.has('bots:read') && (principal.botScopes?.includes(slug) ?? true);
    const stream = this.streams.events(reply, principal);
    const send = (slug: string, name: 'run' | 'bot', data: object) => {
      if (maySee(slug)) stream.pushOrCut(eventOf(name, data));
    };
    const stops = [
      this.bus.on('run.changed', (run: Run) => send(run.botSlug, 'run', run)),
      this.bus.on('bot.changed', (bot) => send(bot.slug, 'bot', bot)),
    ];
    reply.raw.once('close', () => {
      for (const stop of stops) stop();
    });
  }
}
