import { StartError } from '../errors/start-error.js';

export interface MailAddress {
  readonly name: string;
  readonly address: string;
}

const longestAddress = 254;
const longestName = 100;
const longestLine = 200;
/** The letters of RFC 5322's `atext` and dots; a quoted local part is nobody's address in practice. */
const form = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/;

export const isMailAddress = (text: string): boolean => text.length <= longestAddress && form.test(text);

/**
 * A text for a header: control characters (line ends above all, which would begin a header of the writer's own) and
 * marks that turn the direction of writing become single spaces.
 */
export const oneLine = (text: string, longest = longestLine): string =>
  text
    .replaceAll(/[\s\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim()
    .slice(0, longest);

export const oneLineName = (name: string): string => oneLine(name, longestName);

/** Who all mails are from, as configured: `Name <address>` or the address alone. */
export class MailFrom implements MailAddress {
  private constructor(
    readonly name: string,
    readonly address: string,
  ) {}

  /** @throws StartError when it names no address. */
  static of(text: string): MailFrom {
    const parts = /^\s*(?:"?([^"<>]*?)"?\s*<([^<>]*)>|([^<>]*?))\s*$/.exec(text);
    const address = (parts?.[2] ?? parts?.[3] ?? '').trim();
    if (!isMailAddress(address)) throw new StartError('MAIL_FROM: expected a sender such as Bothy <bothy@example.org>');
    return new MailFrom(oneLineName(parts?.[1] ?? ''), address);
  }

  /** The part behind the @. */
  get domain(): string {
    return this.address.slice(this.address.lastIndexOf('@') + 1);
  }
}
