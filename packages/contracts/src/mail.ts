import { z } from 'zod';
import { id, instant, page } from './common.js';

/** A mail in the outbox. `kept`: no mail server is configured, so it can only be read here. */
export const mail = z.object({
  id,
  to: z.string(),
  subject: z.string(),
  state: z.enum(['waiting', 'sent', 'failed', 'kept']),
  attempts: z.int(),
  /** What the mail server said last, where it refused. */
  problem: z.string().nullable(),
  createdAt: instant,
  sentAt: instant.nullable(),
});
export type Mail = z.infer<typeof mail>;
export const mailPage = page(mail);
/** With its text, which is there only while the mail is `kept`: links in it are secrets. */
export const mailText = mail.extend({ text: z.string().nullable() });
export type MailText = z.infer<typeof mailText>;
