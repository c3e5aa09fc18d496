import { SaveError } from '../errors.js';
import { JsonDocument } from '../icarus/json-document.js';
import type { TextEncoding } from '../icarus/json-text.js';
import { badValue, fieldOf, kindOf, parseBoolean } from '../properties/value-json.js';
import { emitText } from './emit-text.js';
import type { Json } from './json.js';
import type { JsonStep } from './json-steps.js';

const encodings: readonly TextEncoding[] = ['utf-8', 'utf-16le', 'utf-16be', 'latin1'];

export const documentFields = ['encoding', 'bom', 'text'] as const;

/** The fields of a document, without the braces. */
export function documentSteps({ encoding, bom, text }: JsonDocument): JsonStep[] {
  return [
    (out) => {
      out.raw(`"encoding":"${encoding}","bom":${bom},"text":`);
      emitText(text, out);
    },
  ];
}

/** The document of an object that has the fields of {@link documentSteps}, and perhaps others. */
export function parseDocument(fields: { [key: string]: Json }): JsonDocument {
  const given = fieldOf(fields, 'encoding');
  const encoding = encodings.find((one) => one === given);
  if (encoding === undefined) throw badValue(`"encoding" is one of ${encodings.join(', ')}, not ${kindOf(given)}`);
  const bom = parseBoolean(fieldOf(fields, 'bom'));
  if (bom && encoding === 'latin1') throw badValue('a text in latin1 has no byte order mark');
  const text = fieldOf(fields, 'text');
  if (typeof text !== 'string') throw badValue(`"text" is a string, not ${kindOf(text)}`);
  if (encoding === 'latin1' && /[^\0-\xff]/u.test(text))
    throw badValue('a text in latin1 has no characters over U+00FF');
  if (encoding === 'utf-8' && /\p{Surrogate}/u.test(text))
    throw badValue('a text in utf-8 has no unpaired surrogates; escape them');
  try {
    return JsonDocument.of({ text, encoding, bom });
  } catch (error) {
    if (!(error instanceof SaveError) || error.code !== 'malformed') throw error;
    throw badValue(`"text" is not the text of a JSON file: ${error.message}`);
  }
}
