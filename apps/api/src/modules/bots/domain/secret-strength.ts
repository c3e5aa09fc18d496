/** The masker knows nothing shorter: what is shorter turns up everywhere. */
const leastCharacters = 8;
/** With fewer, such as in `========` or `-=-=-=-=`, it is a line that somebody draws. */
const leastDifferent = 4;

/**
 * Why a text cannot be a secret, in a sentence; null when it can. Its value is not part of the sentence.
 *
 * What a bot prints is masked line by line, so one line of it has to be worth masking: `12345678` or `aaaaaaaa` would
 * be masked all over the log, and everybody could tell what stood there.
 */
export function secretProblem(value: string): string | null {
  if (value.includes('\0')) return 'A NUL character cannot be passed to a program.';
  if (/\p{Surrogate}/u.test(value)) return 'The text holds half of a surrogate pair, which no program could be given.';
  const lines = value.split(/[\r\n]+/);
  if (lines.some((line) => lineProblem(line) === null)) return null;
  const longest = lines.reduce((a, b) => (b.length > a.length ? b : a));
  return lineProblem(longest);
}

function lineProblem(line: string): string | null {
  const characters = [...line];
  const { length } = characters;
  if (length < leastCharacters) {
    const what = length === 1 ? '1 character' : `${length} characters`;
    return `A secret of ${what} would be masked all over the log. Use ${leastCharacters} or more.`;
  }
  const different = new Set(characters).size;
  if (different < leastDifferent) {
    return `The value is made of ${different} different characters only and would be masked all over the log. Use one that is hard to guess.`;
  }
  if (repeatsItself(characters)) {
    return 'The value repeats itself: what is repeated is too short to be masked. Use one that is hard to guess.';
  }
  if (counts(characters)) return 'The value only counts up or down, as many texts do. Use one that is hard to guess.';
  return null;
}

/** Whether it is one part over and over that is itself too short for a secret; the last time it may be cut. */
function repeatsItself(characters: readonly string[]): boolean {
  for (let period = 1; period < leastCharacters && period * 2 <= characters.length; period++) {
    if (characters.every((character, at) => at < period || character === characters[at - period])) return true;
  }
  return false;
}

/** `12345678`, `abcdefgh`, `87654321`. */
function counts(characters: readonly string[]): boolean {
  const codes = characters.map((character) => character.codePointAt(0) ?? 0);
  const step = (codes[1] ?? 0) - (codes[0] ?? 0);
  return Math.abs(step) <= 1 && codes.every((code, at) => at === 0 || code - (codes[at - 1] ?? 0) === step);
}
