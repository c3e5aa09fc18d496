import { Injectable } from '@nestjs/common';
import { Keyring } from '../crypto/keyring.js';
import type { MailPayload } from './mail-kinds.js';

export interface KeptText {
  readonly text: string;
  readonly html?: string;
}

export const payloadPurpose = 'mail.payload';
export const contentPurpose = 'mail.content';

/** Seals what mails carry: links in them open accounts. Both are bound to the mail's id. */
@Injectable()
export class MailSeals {
  constructor(private readonly keyring: Keyring) {}

  sealPayload(id: string, payload: MailPayload): string {
    return this.keyring.seal(payloadPurpose, JSON.stringify(payload), id);
  }

  /** @throws UnsealError */
  openPayload(id: string, sealed: string): MailPayload {
    return JSON.parse(this.keyring.open(payloadPurpose, sealed, id)) as MailPayload;
  }

  sealContent(id: string, content: KeptText): string {
    return this.keyring.seal(contentPurpose, JSON.stringify({ text: content.text, html: content.html }), id);
  }

  /** @throws UnsealError */
  openContent(id: string, sealed: string): KeptText {
    return JSON.parse(this.keyring.open(contentPurpose, sealed, id)) as KeptText;
  }
}
