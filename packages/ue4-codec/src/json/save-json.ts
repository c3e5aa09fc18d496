import { SaveError } from '../errors.js';
import { limitsOf } from '../limits.js';
import { badValue, fieldOf, kindOf } from '../properties/value-json.js';
import type { ReadOptions } from '../read-options.js';
import type { JsonSave, Save, SaveKind } from '../save.js';
import { defaultRegistry } from '../known.js';
import { documentFields, documentSteps, parseDocument } from './document-json.js';
import { flagsFields, flagsSteps, parseFlags } from './flags-json.js';
import { gvasFields, gvasSteps, parseGvas } from './gvas-json.js';
import { JsonOut } from './json-out.js';
import { emitSteps, type JsonStep } from './json-steps.js';
import type { Json } from './json.js';
import { mountsFields, mountsSteps, parseMounts } from './mounts-json.js';
import { palworldFields, palworldSteps, parsePalworld } from './palworld-json.js';
import type { ParseSettings } from './parse-settings.js';
import { parseJson } from './parse.js';
import { parseProspect, prospectFields, prospectSteps } from './prospect-json.js';

const format = 'bothy-save';
const version = 1;
/** Levels of JSON: each level of properties takes several, and so may the text of a file of ICARUS. */
const depth = 2048;

interface JsonForm {
  readonly fields: readonly string[];
  readonly parse: (fields: { [key: string]: Json }, settings: ParseSettings) => Save;
}

function documentForm(kind: JsonSave['kind']): JsonForm {
  return { fields: documentFields, parse: (fields) => ({ kind, document: parseDocument(fields) }) };
}

const forms: Readonly<Record<SaveKind, JsonForm>> = {
  gvas: { fields: gvasFields, parse: parseGvas },
  palworld: { fields: palworldFields, parse: parsePalworld },
  'icarus-prospect': { fields: prospectFields, parse: parseProspect },
  'icarus-mounts': { fields: mountsFields, parse: parseMounts },
  'icarus-flags': { fields: flagsFields, parse: parseFlags },
  'icarus-profile': documentForm('icarus-profile'),
  'icarus-characters': documentForm('icarus-characters'),
  'icarus-associated-prospects': documentForm('icarus-associated-prospects'),
  'icarus-meta-inventory': documentForm('icarus-meta-inventory'),
  'icarus-loadouts': documentForm('icarus-loadouts'),
  'icarus-accolades': documentForm('icarus-accolades'),
  'icarus-bestiary': documentForm('icarus-bestiary'),
};

/**
 * The whole of a save as JSON, in chunks of about 64 KiB of text. Nothing is left out: {@link fromJson} makes the same
 * save of it where nothing of the input is at hand, and what was changed in the JSON by hand is changed in the save.
 */
export function toJson(save: Save): Iterable<string> {
  return { [Symbol.iterator]: () => chunks(save) };
}

function chunks(save: Save): Generator<string, void, undefined> {
  const out = new JsonOut();
  emitSteps(out, [
    (to) => to.raw(`{"format":"${format}","version":${version},"kind":"${save.kind}",`),
    ...stepsOf(save),
    (to) => to.raw('}\n'),
  ]);
  return out.chunks();
}

function stepsOf(save: Save): JsonStep[] {
  switch (save.kind) {
    case 'gvas':
      return gvasSteps(save);
    case 'palworld':
      return palworldSteps(save);
    case 'icarus-prospect':
      return prospectSteps(save);
    case 'icarus-mounts':
      return mountsSteps(save);
    case 'icarus-flags':
      return flagsSteps(save);
    default:
      return documentSteps(save.document);
  }
}

/**
 * The save whose JSON comes in chunks, cut anywhere. Throws `malformed` for what is no JSON (the offset counts
 * characters), and `bad-value` for what is not the JSON of a save.
 */
export function fromJson(chunks: Iterable<string>, options: ReadOptions = {}): Save {
  const json = parseJson(chunks, { depth });
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw badValue(`the JSON of a save is an object, not ${kindOf(json)}`);
  if (json['format'] !== format) throw badValue(`this is not the JSON of a save: its "format" is not "${format}"`);
  if (json['version'] !== version) {
    throw new SaveError(
      'unsupported',
      `the JSON of saves in version ${kindOf(json['version'])} is not known (${version} is)`,
    );
  }
  const form = formOf(fieldOf(json, 'kind'));
  const known = ['format', 'version', 'kind', ...form.fields];
  for (const name of known) if (!Object.hasOwn(json, name)) throw badValue(`the save has no "${name}"`);
  for (const name of Object.keys(json))
    if (!known.includes(name)) throw badValue(`the save has no field ${JSON.stringify(name.slice(0, 100))}`);
  return form.parse(json, {
    registry: options.registry ?? defaultRegistry,
    limits: limitsOf(options.limits),
  });
}

function formOf(kind: Json): JsonForm {
  const found = Object.entries(forms).find(([name]) => name === kind);
  if (found === undefined) throw badValue(`"kind" is not a kind of save: ${kindOf(kind)}`);
  return found[1];
}
