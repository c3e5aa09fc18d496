import { SaveError } from '../errors.js';
import { editEmbedded } from '../icarus/embedded-json.js';
import type { JsonDocument } from '../icarus/json-document.js';
import { sameJson } from '../icarus/json-same.js';
import { insertionIndex, type JsonAct, type JsonStep } from './json-edit.js';

/** A document with one place changed; a path may lead into a string that is a JSON object itself. */
export function editDocument(document: JsonDocument, steps: readonly JsonStep[], act: JsonAct): JsonDocument {
  const depth = embeddedAt(document, steps);
  if (depth === undefined) return editPlain(document, steps, act);
  return editEmbedded(document, steps.slice(0, depth), (inner) => editPlain(inner, steps.slice(depth), act));
}

/** How many steps lead to a string that the path goes on into; undefined where there is none. */
function embeddedAt(document: JsonDocument, steps: readonly JsonStep[]): number | undefined {
  for (let depth = 1; depth < steps.length; depth += 1) {
    if (document.raw(steps.slice(0, depth))?.startsWith('"') === true) return depth;
  }
  return undefined;
}

function editPlain(document: JsonDocument, steps: readonly JsonStep[], { op, value }: JsonAct): JsonDocument {
  const around = steps.slice(0, -1);
  const last = steps.at(-1);
  if (last === undefined) throw new SaveError('bad-path', 'the whole of a document is no place to edit');
  switch (op) {
    case 'set':
      return sameJson(document.value(steps), value) ? document : document.replace(steps, value);
    case 'remove':
      return document.remove(steps);
    case 'insert':
      if (typeof last === 'number')
        return document.insert(around, insertionIndex(last, document.length(around) ?? 0), value);
      if (document.has(steps)) throw new SaveError('bad-path', `there is a ${JSON.stringify(last)} already`);
      return document.setProperty(around, last, value);
    case 'duplicate':
      if (typeof last !== 'number') throw new SaveError('bad-path', 'a member of a JSON object cannot be there twice');
      return document.duplicate(steps);
  }
}
