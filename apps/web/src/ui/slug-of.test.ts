import { expect, it } from 'vitest';
import { slugOf } from './slug-of.js';

it('makes a slug of a name', () => {
  expect(slugOf('Nightly Build')).toBe('nightly-build');
  expect(slugOf(' Über-Größe (2) ')).toBe('uber-gro-e-2');
});
