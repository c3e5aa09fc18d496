import { expect, it } from 'vitest';
import { isSamePlace } from './same-place.js';

const gitlab = { kind: 'gitlab', baseUrl: 'https://gitlab.example', projectId: 7 } as const;
const folder = { kind: 'directory', path: '/srv/tools' } as const;

it('is the same place whatever token it is asked with', () => {
  expect(isSamePlace(gitlab, { ...gitlab, tokenSecret: 'TOKEN' })).toBe(true);
  expect(isSamePlace({ ...gitlab, tokenSecret: 'OLD' }, { ...gitlab, tokenSecret: 'NEW' })).toBe(true);
  expect(isSamePlace(folder, { path: '/srv/tools', kind: 'directory' })).toBe(true);
  expect(isSamePlace(null, null)).toBe(true);
});

it('is another place at another address, and where there was none', () => {
  expect(isSamePlace(gitlab, { ...gitlab, projectId: 8 })).toBe(false);
  expect(isSamePlace(folder, { ...folder, path: '/srv/other' })).toBe(false);
  expect(isSamePlace(folder, gitlab)).toBe(false);
  expect(isSamePlace(null, folder)).toBe(false);
});
