import fc from 'fast-check';
import { describe, it } from 'vitest';
import { propertyLists } from './arbitraries.ts';
import { engines } from './engines.ts';
import { expectRead } from './expect-read.ts';

describe('saves of any shape', () => {
  it.each(engines)('of $label read as what they were built of, and come back in each way', { timeout: 60_000 }, (engine) => {
    fc.assert(
      fc.property(propertyLists, (properties) => {
        expectRead(engine, properties);
      }),
      { numRuns: 60, seed: engine.ue4 * 10_000 + engine.ue5 },
    );
  });
});
