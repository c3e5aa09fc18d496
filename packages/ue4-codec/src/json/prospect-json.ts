import { Archive } from '../archive/archive.ts';
import { within } from '../errors.ts';
import type { JsonDocument } from '../icarus/json-document.ts';
import { icarusVersion } from '../icarus/knowledge.ts';
import { PropertyList } from '../properties/property-list.ts';
import { badValue, fieldOf, kindOf, parseInteger } from '../properties/value-json.ts';
import type { ProspectSave } from '../save.ts';
import { documentFields, documentSteps, parseDocument } from './document-json.ts';
import { changeValue } from './edit-document.ts';
import { emitText } from './emit-text.ts';
import type { Json } from './json.ts';
import type { JsonStep } from './json-steps.ts';
import type { ParseSettings } from './parse-settings.ts';

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
  const document = withPacked(withInfo(parseDocument(fields), fieldOf(fields, 'info')), fieldOf(fields, 'packed'));
  const sizeBytes = within('sizeBytes', () => parseInteger(fieldOf(fields, 'sizeBytes'), 0, limits.inflatedBytes));
  // Whether the text holds these properties is found out when they are written.
  return { kind: 'icarus-prospect', archive, document, properties, packed: PropertyList.of([]), sizeBytes };
}

/** What `info` tells goes into the text: where they agree, the text stays as it is. */
function withInfo(document: JsonDocument, info: Json): JsonDocument {
  // As the info was put out: JSON's way of writing may have lost what a text tells, such as the digits of a long number.
  const told = JSON.parse(JSON.stringify(document.value(infoPath) ?? null)) as Json;
  return within('info', () => changeValue(document, infoPath, told, info));
}

function withPacked(document: JsonDocument, packed: Json): JsonDocument {
  if (packed === null) return document;
  if (typeof packed !== 'string') throw badValue(`"packed" is a string of base64, or null, not ${kindOf(packed)}`);
  return within('packed', () => document.replace(blobPath, packed));
}
