import { InvalidRequest } from '../../../platform/errors/invalid-request.js';
import { commonSentences, commonWords } from './common-words.js';

const standsFor: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '@': 'a',
  $: 's',
  '!': 'i',
};
const words = new Set(commonWords.map((word) => word.toLowerCase()));
const sentences = new Set(commonSentences);
const longestWord = Math.max(...[...words].map((word) => word.length));
/** A shorter part of an address is found in too many good passwords. */
const shortestPart = 4;

/** Why a new password is too easy to guess, or null. Its length is the contract's to check. */
export const weaknessOf = (password: string, email: string): string | null => {
  const small = password.toLowerCase();
  const [local = ''] = email.toLowerCase().split('@');
  if (local.length >= shortestPart && small.includes(local)) return 'Do not use your e-mail address in it.';
  if (small.includes('bothy')) return 'Do not use the name of this program in it.';
  if (isRepetition(small) || isRun(small)) return 'It is one pattern over and over. Use several unrelated words.';
  if (isMadeOfCommonWords(small))
    return 'It is one of the passwords that are tried first. Use several unrelated words.';
  return null;
};

/** @throws InvalidRequest that points at the field `password`. */
export const checkPassword = (password: string, email: string): void => {
  const weakness = weaknessOf(password, email);
  if (weakness === null) return;
  throw new InvalidRequest(
    [{ path: ['password'], message: weakness, code: 'weak_password' }],
    'The password is too easy to guess.',
  );
};

/** `aaaaaaaaaaaa`, `abcabcabcabc`, `123412341234`. */
const isRepetition = (text: string): boolean => /^(.{1,6})\1+.{0,5}$/.test(text) && new Set(text).size <= 6;

/** `123456789012`, `abcdefghijkl`: each character follows the one before. */
const isRun = (text: string): boolean => {
  let steps = 0;
  for (let index = 1; index < text.length; index += 1) {
    const step = text.charCodeAt(index) - text.charCodeAt(index - 1);
    if (Math.abs(step) <= 1 || Math.abs(step) === 9) steps += 1;
  }
  return steps >= text.length - 2;
};

/** Nothing is left of it but common words, once digits and signs are read as letters or dropped. */
const isMadeOfCommonWords = (text: string): boolean => {
  const dropped = text.replace(/[^\p{L}]/gu, '');
  const read = [...text]
    .map((char) => standsFor[char] ?? char)
    .join('')
    .replace(/[^\p{L}]/gu, '');
  const trimmed = [...text.replace(/[^\p{L}]+$/u, '')]
    .map((char) => standsFor[char] ?? char)
    .join('')
    .replace(/[^\p{L}]/gu, '');
  return [dropped, read, trimmed].some(
    (letters) => letters !== '' && (sentences.has(letters) || splitsIntoWords(letters)),
  );
};

const splitsIntoWords = (letters: string): boolean => {
  const reachable = [true];
  for (let end = 1; end <= letters.length; end += 1) {
    reachable[end] = false;
    for (let start = Math.max(0, end - longestWord); start < end; start += 1) {
      if (reachable[start] && words.has(letters.slice(start, end))) {
        reachable[end] = true;
        break;
      }
    }
  }
  return reachable[letters.length] === true;
};
