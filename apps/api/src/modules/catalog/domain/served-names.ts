const longestName = 200;
/** Names that stand for something else beside versions: the newest of them, and the feed of the tool. */
const reserved = new Set(['latest', 'feed.xml']);

/** Names that could not be written in an address, or not so that it comes back as the same name. */
const isPlain = (name: string): boolean =>
  name.length > 0 &&
  name.length <= longestName &&
  name !== '.' &&
  name !== '..' &&
  // What stands for bytes that are no text, and halves of characters.
  !name.includes('\uFFFD') &&
  !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u.test(name);

/** Whether a version can be served under its name. */
export const isServedVersion = (name: string): boolean => isPlain(name) && !reserved.has(name);

/** Whether a file can be served under its name. */
export const isServedFile = (name: string): boolean => isPlain(name) && !/[/\\]/.test(name);

/** A name as it may stand in a sentence. */
export const shownName = (name: string): string =>
  `"${name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?').slice(0, 80)}"`;

/** Gives each file of a version a name of its own. */
export class UniqueNames {
  readonly #taken = new Set<string>();

  /** The name, or one near it if it is taken: `app.zip`, `app-2.zip`, `app-3.zip`. */
  take(name: string): string {
    let free = name;
    for (let count = 2; this.#taken.has(free); count += 1) free = numbered(name, count);
    this.#taken.add(free);
    return free;
  }
}

const numbered = (name: string, count: number): string => {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? `${name.slice(0, dot)}-${count}${name.slice(dot)}` : `${name}-${count}`;
};
