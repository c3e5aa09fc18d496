import { pageQuery } from '../common.js';
import { mailPage, mailText } from '../mail.js';
import { define } from './route.js';

/** What was written to people. */
export const mailRoutes = define({
  listMail: {
    method: 'GET',
    path: '/api/mail',
    access: 'mail:read',
    membersOnly: true,
    summary: 'Mails in the outbox, the newest first',
    query: pageQuery,
    status: 200,
    returns: mailPage,
  },
  getMail: {
    method: 'GET',
    path: '/api/mail/:id',
    access: 'mail:read',
    membersOnly: true,
    summary: 'One mail; with its text where no mail server is configured',
    status: 200,
    returns: mailText,
  },
});
