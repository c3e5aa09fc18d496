import { DomainError } from '../errors/domain-error.js';

const part = /^[a-z0-9_-][a-z0-9._-]{0,199}$/;
const longest = 900;

/** @throws DomainError `bad_object_key` when the key could leave its place or is not the same everywhere. */
export const checkObjectKey = (key: string): string => {
  if (key.length <= longest && key.split('/').every((text) => part.test(text))) return key;
  throw new DomainError('bad_object_key', 'invalid', 'The key of a stored object is not usable.');
};
