import { expect, it } from 'vitest';
import { apiTokenPrefix, isApiToken, newApiToken } from './api-token-text.js';

it('has a checksum that finds a slip of the pen', () => {
  const token = newApiToken();
  expect(token).toMatch(/^bty_[0-9A-Za-z]{36}$/);
  expect(isApiToken(token)).toBe(true);
  const slipped = `${apiTokenPrefix}${token[4] === 'a' ? 'b' : 'a'}${token.slice(5)}`;
  expect(isApiToken(slipped)).toBe(false);
});
