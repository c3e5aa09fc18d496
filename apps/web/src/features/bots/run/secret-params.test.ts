import { hiddenParam } from '@bothy/contracts';
import { expect, it } from 'vitest';
import { secretParams } from './secret-params.js';

it('parameters whose values are not kept are named', () => {
  expect(secretParams({ params: { token: hiddenParam, channel: 'nightly', key: hiddenParam } })).toEqual([
    'token',
    'key',
  ]);
});
