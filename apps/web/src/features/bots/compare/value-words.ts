/** A value of any kind as it is shown. */
export function valueWords(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'string') return value === '' ? 'Empty' : value;
  return typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value);
}
