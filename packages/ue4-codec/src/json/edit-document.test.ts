import fc from 'fast-check';
import { expect, it } from 'vitest';
import { JsonDocument } from '../icarus/json-document.js';
import { changeValue } from './edit-document.js';
import type { Json } from './json.js';

const text =
  '{\n\t"A":\n\t{\n\t\t"Long": 12345678901234567890,\n\t\t"List": [\n\t\t\t"x",\n\t\t\t"y"\n\t\t],\n\t\t"On": true\n\t}\n}\n';

function changed(before: string, path: readonly string[], after: Json): string {
  const document = JsonDocument.of({ text: before, encoding: 'utf-8', bom: false });
  return changeValue(document, path, document.value(path) ?? null, after).text;
}

it('writes only what differs', () => {
  const same = { Long: 12345678901234567000, List: ['x', 'y'], On: true };
  expect(changed(text, ['A'], same)).toBe(text);
  expect(changed(text, ['A'], { ...same, On: false })).toBe(text.replace('true', 'false'));
  expect(changed(text, ['A'], { ...same, List: ['x', 'z'] })).toBe(text.replace('"y"', '"z"'));
});

it('adds and takes out members and elements', () => {
  const same = { Long: 12345678901234567000, List: ['x', 'y'], On: true };
  expect(changed(text, ['A'], { ...same, List: ['x', 'y', 'z'] })).toBe(text.replace('"y"', '"y",\n\t\t\t"z"'));
  expect(changed(text, ['A'], { ...same, List: ['x'] })).toBe(text.replace(',\n\t\t\t"y"', ''));
  expect(changed(text, ['A'], { Long: same.Long, List: same.List })).toBe(text.replace(',\n\t\t"On": true', ''));
  expect(changed(text, ['A'], { ...same, More: 1 })).toBe(text.replace('"On": true', '"On": true,\n\t\t"More": 1'));
});

it('makes one value of any other', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), fc.constantFrom(undefined, '\t'), (before, after, indent) => {
      const given = JSON.stringify(before, null, indent);
      const made: unknown = JSON.parse(changed(given, [], JSON.parse(JSON.stringify(after)) as Json));
      expect(made).toEqual(JSON.parse(JSON.stringify(after)));
    }),
    { numRuns: 500 },
  );
});
