import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { propertyLists } from './arbitraries.js';
import { engines } from './engines.js';
import { misreadings } from './misreadings.js';

describe('saves of any shape', () => {
  it.each(engines)(
    'of $label read as what they were built of, and come back in each way',
    { timeout: 60_000 },
    (engine) => {
      fc.assert(
        fc.property(propertyLists, (properties) => {
          expect(misreadings(engine, properties)).toEqual([]);
        }),
        { numRuns: 60, seed: engine.ue4 * 10_000 + engine.ue5 },
      );
    },
  );
});
