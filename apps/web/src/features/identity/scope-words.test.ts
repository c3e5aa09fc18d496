import { permissions, routes, type Route } from '@bothy/contracts';
import { describe, expect, it } from 'vitest';
import { isForTokens, scopeWords, wordsOfScope } from './scope-words.js';

describe('scopes in words', () => {
  it('offers for tokens just what some route takes from a token', () => {
    const table = Object.values<Route>(routes);
    const useless = permissions.filter((permission) => {
      const needing = table.filter((route) => route.access === permission);
      return needing.length > 0 && needing.every((route) => route.membersOnly);
    });
    expect(permissions.filter((permission) => !isForTokens(permission))).toEqual(useless);
  });

  it('says what one bot means', () => {
    expect(wordsOfScope('bots:run:nightly')).toBe('Run nightly and read its runs');
    expect(wordsOfScope('audit:read')).toBe(scopeWords['audit:read']);
  });
});
