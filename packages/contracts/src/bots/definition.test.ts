import { describe, expect, it } from 'vitest';
import { botBody, botPatch, eventsQuery, logQuery } from './index.js';
import { scope } from '../permissions.js';

const minimal = { slug: 'nightly-build', name: 'Nightly build', command: { argv: ['make'] } };

describe('a bot', () => {
  it('needs little and gets defaults', () => {
    expect(botBody.parse(minimal)).toMatchObject({
      enabled: true,
      env: {},
      timeoutSeconds: null,
      command: { shell: false, workingDir: 'fresh' },
    });
  });

  it.each([
    ['an unknown field', { ...minimal, colour: 'red' }],
    ['an unknown field of the command', { ...minimal, command: { argv: ['a'], cwd: '/' } }],
    ['no program', { ...minimal, command: { argv: [''] } }],
    ['no arguments at all', { ...minimal, command: { argv: [] } }],
    ['NUL in an argument', { ...minimal, command: { argv: ['a', 'b\0c'] } }],
    ['a relative folder', { ...minimal, command: { argv: ['a'], workingDir: 'src' } }],
    ['a slug with capitals', { ...minimal, slug: 'Nightly' }],
    ['a slug that ends with a hyphen', { ...minimal, slug: 'a-' }],
    ['a variable of ours', { ...minimal, env: { BOTHY_RUN_ID: 'x' } }],
    ['a variable with an equals sign', { ...minimal, env: { 'A=B': 'x' } }],
    ['a time limit of nothing', { ...minimal, timeoutSeconds: 0 }],
  ])('with %s is refused', (_what, body) => {
    expect(botBody.safeParse(body).success).toBe(false);
  });

  it('is changed in parts, but not in its slug', () => {
    expect(botPatch.parse({ enabled: false })).toEqual({ enabled: false });
    expect(botPatch.safeParse({ slug: 'other' }).success).toBe(false);
  });
});

it('a scope is a permission or one bot', () => {
  for (const good of ['bots:run', 'bots:run:nightly-build', 'audit:read'])
    expect(scope.safeParse(good).success).toBe(true);
  for (const bad of ['bots:*', 'bots:run:', 'bots:run:A', 'bots:write:x'])
    expect(scope.safeParse(bad).success).toBe(false);
});

it('queries of logs are numbers in bounds', () => {
  expect(logQuery.parse({ after: '5', follow: '1' })).toEqual({ after: 5, follow: '1', limit: 1000 });
  for (const bad of [{ after: '-1' }, { limit: '0' }, { limit: '9999' }, { lines: '3' }]) {
    expect(logQuery.safeParse(bad).success).toBe(false);
  }
  expect(eventsQuery.safeParse({ after: '1:50' }).success).toBe(true);
  expect(eventsQuery.safeParse({ after: '50' }).success).toBe(false);
});
