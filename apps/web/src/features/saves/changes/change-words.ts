import type { Json } from '@bothy/ue4-codec';

const longest = 160;

/** A value in one line. */
export function jsonWords(value: Json | undefined): string {
  if (value === undefined) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (text === '') return '""';
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** "+ 6 bytes", "− 2 bytes", "as before" */
export function sizeWords(before: number, after: number): string {
  const by = after - before;
  if (by === 0) return 'as before';
  const bytes = Math.abs(by).toLocaleString('en-US');
  return `${by > 0 ? '+' : '−'} ${bytes} ${Math.abs(by) === 1 ? 'byte' : 'bytes'}`;
}
