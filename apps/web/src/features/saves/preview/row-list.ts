/** A number of a row that can be typed over. */
export interface RowField {
  readonly key: string;
  /** What it is, for those who hear it: "Rank". */
  readonly name: string;
  readonly value: number;
  readonly min?: number;
  readonly max?: number | undefined;
}

/** One row of a list of named numbers. */
export interface NamedRow {
  readonly key: string;
  readonly label: string;
  /** Its name in the file, where the label is another. */
  readonly raw: string;
  readonly fields: readonly RowField[];
}

/** What can be added. */
export interface RowChoice {
  readonly key: string;
  readonly label: string;
}

/** What somebody typed to add: a row by its own name or by the one that people know, or else as it stands. */
export function chosenRow(
  text: string,
  choices: readonly RowChoice[],
): { readonly key: string; readonly known: boolean } {
  const wanted = text.trim();
  const exact = choices.find(({ key }) => key === wanted);
  const named =
    exact ?? choices.find(({ key, label }) => [key, label].some((each) => each.toLowerCase() === wanted.toLowerCase()));
  return { key: named?.key ?? wanted, known: named !== undefined };
}

/** The rows of a table that are not there yet, by name. */
export function choicesOf(names: Readonly<Record<string, string>> | undefined, there: Iterable<string>): RowChoice[] {
  const taken = new Set(there);
  return Object.entries(names ?? {})
    .filter(([key]) => !taken.has(key))
    .map(([key, label]) => ({ key, label: label || key }))
    .sort((a, b) => a.label.localeCompare(b.label));
}
