import type { Json } from '@bothy/ue4-codec';
import type { Editor } from '../open-save.js';

export type TypedValue = { readonly value: Json } | { readonly error: string };

const whole = /^[+-]?\d+$/;
const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** Digits up to which a whole number is exact as a number of JSON. */
const exactDigits = 10;

const words = new Map<string, string>([
  ['nan', 'NaN'],
  ['infinity', 'Infinity'],
  ['+infinity', 'Infinity'],
  ['inf', 'Infinity'],
  ['-infinity', '-Infinity'],
  ['-inf', '-Infinity'],
]);

/** What was typed, as an edit takes it, or what is wrong with it. */
export function readTyped({ kind, min = '', max = '' }: Editor, text: string): TypedValue {
  switch (kind) {
    case 'bool':
      return { value: text === 'true' };
    case 'integer':
      return readInteger(text, min, max);
    case 'float':
      return readFloat(text);
    case 'number': {
      const value = readFloat(text);
      return 'value' in value && typeof value.value === 'number'
        ? value
        : { error: 'Use a number such as 12 or 12.5.' };
    }
    default:
      return { value: text };
  }
}

/** Digits may stand in groups. */
function bare(text: string): string {
  return text.replaceAll(/[\s_]/gu, '');
}

function readInteger(text: string, min: string, max: string): TypedValue {
  const digits = bare(text);
  if (!whole.test(digits)) return { error: `Use a whole number from ${min} to ${max}.` };
  const value = BigInt(digits.replace('+', ''));
  if (value < BigInt(min) || value > BigInt(max)) return { error: `${value} is out of range; use ${min} to ${max}.` };
  return { value: max.length > exactDigits ? String(value) : Number(value) };
}

function readFloat(text: string): TypedValue {
  const digits = bare(text);
  const word = words.get(digits.toLowerCase());
  if (word !== undefined) return { value: word };
  const value = Number(digits);
  if (!decimal.test(digits) || !Number.isFinite(value)) {
    return { error: 'Use a number such as 12.5 or 1e-3, or NaN, Infinity, -Infinity.' };
  }
  return { value };
}
