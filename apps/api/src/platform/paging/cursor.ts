import { DomainError } from '../errors/domain-error.js';

/** A cursor is the last key of a page, written so that nobody builds one by hand. */
export const encodeCursor = (key: string): string => Buffer.from(key).toString('base64url');

/** @throws DomainError `bad_cursor` for what is no key of the list's form. */
export const decodeCursor = (cursor: string, form: RegExp): string => {
  const key = Buffer.from(cursor, 'base64url').toString();
  if (!form.test(key)) throw new DomainError('bad_cursor', 'invalid', 'The cursor is not one of this list.');
  return key;
};
