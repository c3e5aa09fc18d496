import { describe, expect, it } from 'vitest';
import { InvalidRequest } from '../../../platform/errors/invalid-request.js';
import { editsIn } from './edits.js';

describe('the JSON of edits', () => {
  it('is taken where it is what it should be', () => {
    expect(editsIn('[{"path":"A.B[3]","op":"set","value":[1,"]"]}]')).toEqual([
      { path: 'A.B[3]', op: 'set', value: [1, ']'] },
    ]);
  });

  it.each([
    ['no JSON', '[{]'],
    ['nested too deeply', '['.repeat(300) + ']'.repeat(300)],
    // Each quote might begin a text that never ends: looked at once, this takes no time.
    ['four megabytes of escaped quotes', '\\"'.repeat(2_000_000)],
    ['four megabytes of quotes', '"'.repeat(4_000_001)],
  ])('is refused when it is %s', (_what, text) => {
    expect(() => editsIn(text)).toThrow(InvalidRequest);
  });
});
