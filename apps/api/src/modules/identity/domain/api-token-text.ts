import { randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const secretLength = 30;
/** 62^6 is the first power of 62 that holds 32 bits. */
const checksumLength = 6;
const form = /^bty_[0-9A-Za-z]{36}$/;

/** Begins every API token: secret scanners find a leaked one by it. */
export const apiTokenPrefix = 'bty_';

/** `bty_`, 30 random characters (178 bits), and a CRC32 of them in 6. */
export const newApiToken = (): string => {
  const secret = Array.from({ length: secretLength }, () => alphabet[randomInt(alphabet.length)]).join('');
  return `${apiTokenPrefix}${secret}${checksumOf(secret)}`;
};

/** Whether a text can be a token at all; a mistyped one is turned away without a look into the database. */
export const isApiToken = (text: string): boolean => {
  if (!form.test(text)) return false;
  const secret = text.slice(apiTokenPrefix.length, apiTokenPrefix.length + secretLength);
  return checksumOf(secret) === text.slice(-checksumLength);
};

const checksumOf = (secret: string): string => {
  let rest = crc32(Buffer.from(secret, 'latin1'));
  let text = '';
  for (let index = 0; index < checksumLength; index += 1) {
    text = `${alphabet[rest % alphabet.length]}${text}`;
    rest = Math.floor(rest / alphabet.length);
  }
  return text;
};
