import { Archive } from '../archive/archive.js';
import { within } from '../errors.js';
import type { JsonDocument } from '../icarus/json-document.js';
import { icarusVersion } from '../icarus/knowledge.js';
import { setTwins } from '../icarus/twin.js';
import { PropertyList } from '../properties/property-list.js';
import { badValue, fieldOf, kindOf, parseInteger } from '../properties/value-json.js';
import type { ProspectSave } from '../save.js';
import { documentFields, documentSteps, parseDocument } from './document-json.js';
import { changeValue } from './edit-document.js';
import { emitText } from './emit-text.js';
import { isObject, type Json } from './json.js';
import type { JsonStep } from './json-steps.js';
import type { ParseSettings } from './parse-settings.js';

const infoPath = ['ProspectInfo'];
const blobPath = ['ProspectBlob', 'BinaryBlob'];

/**
 * The fields of a prospect, without the braces. The packed properties are cut out of the text and given on their own:
 * packing the properties anew need not give them, and they are used only while the properties are what they hold.
 */
export function prospectSteps(save: ProspectSave): JsonStep[] {
  const { document } = save;
  const packed = document.value(blobPath);
  const short = typeof packed === 'string' ? document.replace(blobPath, '') : document;
  const cut = typeof packed === 'string' && short.replace(blobPath, packed).text === document.text;
  return [
    ...documentSteps(cut ? short : document),
    (out) => {
      out.raw(',"packed":');
      if (cut) emitText(packed, out);
      else out.raw('null');
    },
    (out) =>
      out.raw(
        `,"sizeBytes":${save.sizeBytes},"info":${JSON.stringify(document.value(infoPath) ?? null)},"properties":`,
      ),
    (out) => save.archive.list.emit(save.properties, out),
  ];
}

export const prospectFields = [...documentFields, 'packed', 'sizeBytes', 'info', 'properties'] as const;

export function parseProspect(fields: { [key: string]: Json }, { registry, limits }: ParseSettings): ProspectSave {
  const archive = new Archive(icarusVersion, registry, limits);
  const properties = archive.list.parse(fieldOf(fields, 'properties'), { archive });
  const document = withPacked(parseDocument(fields), fieldOf(fields, 'packed'));
  const sizeBytes = within('sizeBytes', () => parseInteger(fieldOf(fields, 'sizeBytes'), 0, limits.inflatedBytes));
  // Whether the text holds these properties is found out when they are written.
  const save: ProspectSave = {
    kind: 'icarus-prospect',
    archive,
    document,
    properties,
    packed: PropertyList.of([]),
    sizeBytes,
  };
  return within('info', () => withInfo(save, fieldOf(fields, 'info')));
}

/** What `info` tells goes into the text and into its twin among the properties; where they agree, both stay as they are. */
function withInfo(save: ProspectSave, info: Json): ProspectSave {
  // As the info was put out: JSON's way of writing may have lost what a text tells, such as the digits of a long number.
  const told = JSON.parse(JSON.stringify(save.document.value(infoPath) ?? null)) as Json;
  const changes = Object.entries(isObject(info) && isObject(told) ? info : {}).flatMap(([name, json]) => {
    const before = (told as { [key: string]: Json })[name];
    const differs = before !== undefined && JSON.stringify(before) !== JSON.stringify(json);
    return differs ? [[name, json] as const] : [];
  });
  const changed = changes.length === 0 ? save : setTwins(save, changes);
  const now = changed === save ? told : (changed.document.value(infoPath) ?? null);
  return { ...changed, document: changeValue(changed.document, infoPath, now, info) };
}

function withPacked(document: JsonDocument, packed: Json): JsonDocument {
  if (packed === null) return document;
  if (typeof packed !== 'string') throw badValue(`"packed" is a string of base64, or null, not ${kindOf(packed)}`);
  return within('packed', () => document.replace(blobPath, packed));
}
