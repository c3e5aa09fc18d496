import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SaveError } from '../errors.js';
import type { Json } from '../json/json.js';
import { recognise } from '../recognise.js';
import { editEmbedded, embeddedDocument } from './embedded-json.js';
import { JsonDocument } from './json-document.js';
import { spliceString } from './json-string.js';

const json = fc
  .jsonValue({ maxDepth: 4, noUnicodeString: false })
  .map((value) => JSON.parse(JSON.stringify(value)) as Json);
const indent = fc.constantFrom(undefined, '\t', '  ');
const ends = fc.constantFrom('\n', '\r\n');
const text = (value: Json, space: string | undefined, end: string) =>
  JSON.stringify(value, null, space).replaceAll('\n', end);
const of = (from: string) => JsonDocument.of({ text: from, encoding: 'utf-8', bom: false });

/** All paths into a value. */
function paths(value: Json, path: (string | number)[] = []): (string | number)[][] {
  if (value === null || typeof value !== 'object') return [path];
  const steps: [string | number, Json][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, ...steps.flatMap(([step, part]) => paths(part, [...path, step]))];
}

describe('any JSON document', () => {
  it('is found in, replaced in and put back at every path', () => {
    fc.assert(
      fc.property(json, json, indent, ends, (value, other, space, end) => {
        const document = of(text(value, space, end));
        for (const path of paths(value)) {
          const old = document.value(path);
          const edited = document.replace(path, other);
          expect(edited.value(path)).toEqual(other);
          expect(JSON.stringify(edited.replace(path, old as Json).value())).toBe(JSON.stringify(value));
        }
      }),
      { numRuns: 150 },
    );
  });

  it('is as it was after what was put in is taken out', () => {
    fc.assert(
      fc.property(json, json, indent, ends, (value, other, space, end) => {
        const document = of(text(value, space, end));
        for (const path of paths(value)) {
          const part = document.value(path);
          const places = Array.isArray(part) ? Array.from({ length: part.length + 1 }, (_, i) => i) : [];
          for (const place of places) {
            const more = document.insert(path, place, other);
            expect(more.value([...path, place])).toEqual(other);
            expect(more.length(path)).toBe(places.length);
            expect(more.remove([...path, place]).text).toBe(document.text);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('may stand in a string', () => {
    fc.assert(
      fc.property(json, json, indent, (value, other, space) => {
        const outer = of(JSON.stringify({ 'Characters.json': [JSON.stringify({ value }, null, space)] }));
        const path = ['Characters.json', 0];
        const edited = editEmbedded(outer, path, (inner) => inner.replace(['value'], other));
        expect(embeddedDocument(edited, path).value(['value'])).toEqual(other);
        expect(embeddedDocument(edited, path).text).toBe(
          (JSON.parse(edited.text) as { 'Characters.json': string[] })['Characters.json'][0],
        );
      }),
      { numRuns: 150 },
    );
  });

  it('is refused by an error of ours, whatever the bytes', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.string({ unit: fc.constantFrom(...'{}[]",:\\u0127tfn \n') }).map((one) => new TextEncoder().encode(one)),
    );
    fc.assert(
      fc.property(bytes, (input) => {
        expect(typeof recognise(input)).toBe('string');
        try {
          expect(Buffer.compare(JsonDocument.parse(input).toBytes(), input)).toBe(0);
        } catch (error) {
          if (!(error instanceof SaveError)) throw error;
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('other text in a string literal', () => {
  it('is what the literal says then', () => {
    const units = fc.string({
      unit: fc.constantFrom('a', '"', '\\', '/', '\n', '\ud834\udd1e', '\ud834', '\udd1e', 'ä', '→'),
    });
    fc.assert(
      fc.property(units, units, fc.boolean(), fc.boolean(), (before, after, escaped, wide) => {
        const literal = escaped
          ? `"${[...Array.from({ length: before.length }, (_, i) => `\\u${before.charCodeAt(i).toString(16).padStart(4, '0')}`)].join('')}"`
          : JSON.stringify(before);
        expect(JSON.parse(spliceString(literal, after, wide))).toBe(after);
        expect(spliceString(literal, before, wide)).toBe(literal);
      }),
      { numRuns: 3000 },
    );
  });
});
