export interface Difference {
  /** Names and places, with dots between them: `command.argv.1`. */
  path: string;
  /** Null where there is none on this side. */
  left: unknown;
  right: unknown;
}

/** The values that differ between two JSON documents, down to single ones. */
export function differences(left: unknown, right: unknown, path = ''): Difference[] {
  if (Object.is(left, right)) return [];
  if (!isParted(left) || !isParted(right) || Array.isArray(left) !== Array.isArray(right)) {
    return [{ path, left: left ?? null, right: right ?? null }];
  }
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])];
  return names.flatMap((name) =>
    differences(ownOf(left, name), ownOf(right, name), path === '' ? name : `${path}.${name}`),
  );
}

/** A name may be one that every object has: `constructor`. */
const ownOf = (value: Record<string, unknown>, name: string): unknown =>
  Object.hasOwn(value, name) ? value[name] : undefined;

const isParted = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
