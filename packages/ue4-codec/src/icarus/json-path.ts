import { SaveError } from '../errors.js';

/** Steps from the root: names of members and indexes of elements. */
export type JsonPath = readonly (string | number)[];

/** A path for people. */
export function showPath(path: JsonPath): string {
  return path.length === 0
    ? 'the root'
    : path
        .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
        .join('')
        .replace(/^\./u, '');
}

/** That nothing stands at a path. */
export function missing(path: JsonPath): SaveError {
  return new SaveError('bad-path', `there is no ${showPath(path)}`);
}
