import { largestSaveBytes } from '@bothy/contracts';
import { expect, it } from 'vitest';
import { largestVersionBytes } from './largest-version.js';

it('is what the contract says', () => {
  expect(largestVersionBytes).toBe(largestSaveBytes);
});
