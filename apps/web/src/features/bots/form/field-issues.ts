import type { Issues } from '../../../app/forms/use-issues.js';

export type At = Issues['at'];

/** What is wrong at or under `path`, unless one of the `fields` beneath it shows something of its own. */
export function restAt(at: At, path: readonly (string | number)[], fields: readonly string[]): string | undefined {
  return fields.some((field) => at(...path, field)) ? undefined : at(...path);
}
