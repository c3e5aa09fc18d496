import { isDeepStrictEqual } from 'node:util';
import type { ToolSource } from '@bothy/contracts';

/** Whether two sources are one, whatever token it is asked with. */
export const isSamePlace = (one: ToolSource | null, other: ToolSource | null): boolean =>
  isDeepStrictEqual(withoutToken(one), withoutToken(other));

const withoutToken = (source: ToolSource | null) =>
  source?.kind === 'gitlab' ? { ...source, tokenSecret: undefined } : source;
