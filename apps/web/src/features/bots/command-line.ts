/** What a line of words splits into, or why it does not. */
type SplitLine =
  { readonly argv: string[]; readonly problem?: undefined } | { readonly argv?: undefined; readonly problem: string };

/**
 * Splits a line into a program and its arguments as a shell would: blanks part them; quotes and backslashes keep
 * what they hold. Nothing else has a meaning: there is no shell to give it one.
 */
export function splitArguments(line: string): SplitLine {
  const argv: string[] = [];
  let word: string | null = null;
  let quote = '';
  for (let at = 0; at < line.length; at += 1) {
    const char = line[at] ?? '';
    const next = line[at + 1];
    if (quote) {
      if (char === quote) quote = '';
      else if (char === '\\' && quote === '"' && (next === '"' || next === '\\')) word = (word ?? '') + line[(at += 1)];
      else word = (word ?? '') + char;
    } else if (char === '"' || char === "'") {
      quote = char;
      word ??= '';
    } else if (char === '\\' && next !== undefined) word = (word ?? '') + line[(at += 1)];
    else if (/\s/.test(char)) {
      if (word !== null) argv.push(word);
      word = null;
    } else word = (word ?? '') + char;
  }
  if (quote) return { problem: `A quote ${quote} is not closed; add another.` };
  if (word !== null) argv.push(word);
  return { argv };
}

/** Writes arguments so that `splitArguments`, or a shell, reads the same ones again. */
export function quoteArguments(argv: readonly string[]): string {
  return argv.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ');
}

/** Characters that do something in a shell only: a hint that a shell is what is meant. */
export function looksLikeShell(line: string): boolean {
  return /(^|[^\\])(\||&&|;|>|<|\$\(|\$\w|`|\*)/.test(line.replace(/'[^']*'/g, ''));
}
