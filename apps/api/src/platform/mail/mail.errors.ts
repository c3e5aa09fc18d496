import { DomainError } from '../errors/domain-error.js';

export const mailNotFound = () =>
  new DomainError('mail_not_found', 'not-found', 'There is no such mail. Old ones are deleted after a while.');

export const badMailAddress = () =>
  new DomainError('bad_mail_address', 'invalid', 'A mail cannot be sent to this address. Check it for a mistake.');
