const control = /[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu;

/** Text of a save for a terminal: what would move the cursor, or turn the text around, is written out. */
export function printable(text: string): string {
  return text.replace(control, (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
}

const wholeNumber = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** A whole number with its thousands apart. */
export const countOf = (value: number): string => wholeNumber.format(value);
