import { SaveError } from '../errors.js';
import { JsonDocument, type JsonPath } from './json-document.js';

/** The document that a string holds, as `Characters.json` holds one for each character. */
export function embeddedDocument(outer: JsonDocument, path: JsonPath): JsonDocument {
  const text = outer.value(path);
  if (typeof text !== 'string') throw new SaveError('bad-path', `no text of JSON stands at ${path.join('.')}`);
  return JsonDocument.of({ text, encoding: outer.encoding === 'latin1' ? 'latin1' : 'utf-8', bom: false });
}

/** Puts an edited document back into the string that held it; what was not edited keeps its bytes. */
function withEmbedded(outer: JsonDocument, path: JsonPath, inner: JsonDocument): JsonDocument {
  return outer.replaceString(path, inner.text);
}

/** Edits the document that a string holds. */
export function editEmbedded(
  outer: JsonDocument,
  path: JsonPath,
  act: (inner: JsonDocument) => JsonDocument,
): JsonDocument {
  return withEmbedded(outer, path, act(embeddedDocument(outer, path)));
}
