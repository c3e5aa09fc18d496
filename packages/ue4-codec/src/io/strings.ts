/**
 * Strings of Unreal Engine (`FString`): i32 n, then n bytes (n > 0) or -n UTF-16LE units (n < 0), the last one NUL.
 *
 * A plain JavaScript string stands for the bytes that the engine itself would write: nothing for '', 8 bits where all
 * is ASCII, 16 bits otherwise. Whatever was stored in another way is an {@link EncodedString} and is written as it was.
 */
export type Str = string | EncodedString;

export type StringEncoding = 'ansi' | 'utf16';

/** A string that is not stored the way the engine would store it today. */
export class EncodedString {
  constructor(
    readonly text: string,
    /** `ansi`: a byte a character (Latin-1); `utf16`: two bytes a unit. */
    readonly encoding: StringEncoding,
    /** Whether a NUL ends it. */
    readonly terminated: boolean,
  ) {}

  toString(): string {
    return this.text;
  }
}

/** The text of a string, however it is stored. */
export function textOf(value: Str): string {
  return typeof value === 'string' ? value : value.text;
}

/** Whether every unit is ASCII, so that 8 bits do. */
export function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}

/** The plain string when the storage is the engine's own, otherwise the string with its storage. */
export function strOf(text: string, encoding: StringEncoding, terminated: boolean): Str {
  const usual = terminated && text !== '' && (encoding === 'ansi') === isAscii(text);
  return usual ? text : new EncodedString(text, encoding, terminated);
}
