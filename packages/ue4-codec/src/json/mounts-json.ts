import { Archive } from '../archive/archive.js';
import { within } from '../errors.js';
import type { JsonChange, JsonDocument } from '../icarus/json-document.js';
import { icarusVersion } from '../icarus/knowledge.js';
import { mountDataPath, recorderBytes, savedMounts } from '../icarus/mounts-save.js';
import { PropertyList } from '../properties/property-list.js';
import { emitBytes, parseBytes } from '../properties/value-bytes.js';
import { badValue, fieldOf, parseBoolean, parseFields, parseList } from '../properties/value-json.js';
import type { MountRecorder, MountsSave } from '../save.js';
import { documentFields, documentSteps, parseDocument } from './document-json.js';
import type { Json } from './json.js';
import type { JsonOut } from './json-out.js';
import { emitList, emitSteps, type JsonStep } from './json-steps.js';
import type { ParseSettings } from './parse-settings.js';

/**
 * The fields of a file of pets, without the braces. The numbers of the data that was decoded are cut out of the text, but
 * for the first of each, which shows how they are laid out.
 */
export function mountsSteps(save: MountsSave): JsonStep[] {
  const { archive, recorders } = save;
  const short = shortened(save);
  return [
    ...documentSteps(short ?? save.document),
    (out) => out.raw(`,"cut":${short !== undefined},"recorders":`),
    (out) => emitList(out, recorders, (recorder, to) => emitRecorder(recorder, archive, to)),
  ];
}

export const mountsFields = [...documentFields, 'cut', 'recorders'] as const;

/** The document without what was decoded; undefined where putting it back would not give the same text. */
function shortened({ document, recorders }: MountsSave): JsonDocument | undefined {
  const all: JsonChange[] = [];
  const first: JsonChange[] = [];
  for (const [index, recorder] of recorders.entries()) {
    if (recorder === undefined) continue;
    const path = mountDataPath(index);
    const json = document.value(path);
    if (!Array.isArray(json)) return undefined;
    all.push({ path, json });
    first.push({ path, json: json.slice(0, 1) });
  }
  const short = document.edit(first);
  return short.edit(all).text === document.text ? short : undefined;
}

function emitRecorder(recorder: MountRecorder | undefined, archive: Archive, out: JsonOut): void {
  if (recorder === undefined) {
    out.raw('null');
    return;
  }
  emitSteps(out, [
    (to) => to.raw('{"properties":'),
    (to) => archive.list.emit(recorder.properties, to),
    (to) => {
      to.raw(',"tail":');
      emitBytes(recorder.tail, to);
    },
    (to) => to.raw('}'),
  ]);
}

export function parseMounts(fields: { [key: string]: Json }, { registry, limits }: ParseSettings): MountsSave {
  const archive = new Archive(icarusVersion, registry, limits);
  const cut = within('cut', () => parseBoolean(fieldOf(fields, 'cut')));
  const document = parseDocument(fields);
  const given = parseList(fieldOf(fields, 'recorders'), '"recorders"');
  if (given.length !== (document.length([savedMounts]) ?? 0)) {
    throw badValue(`there are ${given.length} recorders for ${document.length([savedMounts]) ?? 0} pets`);
  }
  const recorders = given.map((json, index) => within(`recorders[${index}]`, () => parseRecorder(json, archive)));
  const save: MountsSave = { kind: 'icarus-mounts', archive, document, recorders };
  return cut ? { ...save, document: restored(save) } : save;
}

function parseRecorder(json: Json, archive: Archive): MountRecorder | undefined {
  if (json === null) return undefined;
  const fields = parseFields(json, ['properties', 'tail'], 'a recorder');
  const properties = archive.list.parse(fieldOf(fields, 'properties'), { archive });
  // Whether the text holds these properties is found out when they are written.
  return { properties, tail: parseBytes(fieldOf(fields, 'tail')), stored: PropertyList.of([]) };
}

/** The document with the numbers in it again. */
function restored(save: MountsSave): JsonDocument {
  const changes: JsonChange[] = [];
  for (const [index, recorder] of save.recorders.entries()) {
    if (recorder !== undefined) changes.push({ path: mountDataPath(index), json: [...recorderBytes(save, recorder)] });
  }
  return save.document.edit(changes);
}
