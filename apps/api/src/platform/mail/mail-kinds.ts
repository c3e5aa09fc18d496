import { Injectable } from '@nestjs/common';
import type { MailContent } from './mail-transport.js';

export type MailPayload = Record<string, unknown>;
/** May write to the database (to mint a link, say), in units of work of its own. */
export type MailRenderer = (payload: MailPayload) => MailContent | Promise<MailContent>;

/** How each kind of mail is written. Modules add theirs as they start. */
@Injectable()
export class MailKinds {
  private readonly renderers = new Map<string, MailRenderer>();

  /**
   * @param kind `<module>.<what>`, for example `identity.invitation`.
   * @param render called at each attempt to send, with the payload as it comes back from JSON.
   * @throws Error when the kind is taken.
   */
  add(kind: string, render: MailRenderer): void {
    if (this.renderers.has(kind)) throw new Error(`There is a kind of mail ${kind} already.`);
    this.renderers.set(kind, render);
  }

  /** @throws Error when nobody knows how: the mail may have been put by a newer server. */
  async render(kind: string, payload: MailPayload): Promise<MailContent> {
    const render = this.renderers.get(kind);
    if (!render) throw new Error(`Nobody knows how to write a mail of the kind ${kind}.`);
    return render(payload);
  }
}
