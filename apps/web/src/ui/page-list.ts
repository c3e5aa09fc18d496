/** A list that comes in pages, and how its loading stands. */
export interface PageList<T = unknown> {
  readonly items: readonly T[];
  /** Nothing has arrived yet. */
  readonly loading: boolean;
  readonly error: Error | null;
  /** What is shown is being asked for again. */
  readonly refreshing: boolean;
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  readonly more: () => void;
  readonly reload: () => void;
}
