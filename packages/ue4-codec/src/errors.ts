/** Why a save was refused: what a program may decide on, where the message is for people. */
export type SaveErrorCode =
  /** The bytes are none of the kinds that are known. */
  | 'not-a-save'
  /** The bytes end before what they announce. */
  | 'truncated'
  /** The bytes contradict the format. */
  | 'malformed'
  /** The bytes, or an edit, ask for more than the limits allow. */
  | 'limit'
  /** A format that is known by name only, such as Oodle compression. */
  | 'unsupported'
  /** A path that leads nowhere. */
  | 'bad-path'
  /** A value that does not fit where it is put. */
  | 'bad-value';

/** The only error that reading, editing and writing throw. */
export class SaveError extends Error {
  override readonly name = 'SaveError';
  /** What was wrong, without its place. */
  readonly problem: string;
  /** Steps from the root to the place, as `find` takes them; empty at the root. */
  path = '';

  constructor(
    readonly code: SaveErrorCode,
    problem: string,
    /** Offset in the data that was being read (unpacked, where it was compressed). */
    readonly offset?: number,
    path = '',
    /** What the offset counts: characters in text that is JSON, bytes otherwise. */
    readonly unit: 'byte' | 'character' = 'byte',
  ) {
    super(problem);
    this.problem = problem;
    this.path = path;
    this.describe();
  }

  /** The same error, seen from one step further out. */
  within(step: string): this {
    this.path = this.path === '' || this.path.startsWith('[') ? step + this.path : `${step}.${this.path}`;
    this.describe();
    return this;
  }

  private describe(): void {
    const at = this.offset === undefined ? '' : ` at ${this.unit} ${this.offset}`;
    const where = this.path === '' ? '' : ` in ${this.path}`;
    this.message = `${this.problem}${at}${where}`;
  }
}

/** Runs `act`; an error of ours tells that it happened under `step`. */
export function within<T>(step: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw error instanceof SaveError ? error.within(step) : error;
  }
}
