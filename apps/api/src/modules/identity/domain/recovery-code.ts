import { randomInt } from 'node:crypto';

/** Without I, L, O and U: nobody has to guess which sign it was. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Five bits each. */
const characters = 26;
const group = 5;

export const recoveryCodeCount = 10;

/** 130 random bits in groups, to be written down: `7K2QF-9D3XA-…`. */
export const newRecoveryCode = (): string => {
  const code = Array.from({ length: characters }, () => alphabet[randomInt(alphabet.length)]).join('');
  return code.match(new RegExp(`.{1,${group}}`, 'g'))?.join('-') ?? code;
};

/** The one form of a code that may be typed in many: any case, with or without hyphens and spaces, O for 0, I or L for 1. */
export const plainRecoveryCode = (typed: string): string =>
  typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
