import { Archive } from '../archive/archive.js';
import { versionOf } from '../archive/header.js';
import { noPrefix, type SavePrefix } from '../archive/prefix.js';
import { within } from '../errors.js';
import { emitBytes, parseBytes } from '../properties/value-bytes.js';
import { fieldOf, parseFields, parseInteger } from '../properties/value-json.js';
import type { GvasSave } from '../save.js';
import { emitHeader, parseHeader } from './header-json.js';
import type { Json } from './json.js';
import type { JsonStep } from './json-steps.js';
import type { ParseSettings } from './parse-settings.js';

/** The fields of a tagged-property save, without the braces. */
export function gvasSteps(save: GvasSave): JsonStep[] {
  const { prefix } = save;
  return [
    (out) => out.raw('"header":'),
    (out) => emitHeader(save.header, out),
    (out) => {
      out.raw(`,"prefixSizeAt":${prefix.sizeAt ?? null},"prefix":`);
      emitBytes(prefix.bytes, out);
    },
    (out) => out.raw(`,"control":${save.control ?? null},"properties":`),
    (out) => save.archive.list.emit(save.properties, out),
    (out) => {
      out.raw(',"trailing":');
      emitBytes(save.trailing, out);
    },
    (out) => out.raw(`,"sizeBytes":${save.sizeBytes}`),
  ];
}

export const gvasFields = [
  'header',
  'prefixSizeAt',
  'prefix',
  'control',
  'properties',
  'trailing',
  'sizeBytes',
] as const;

/** The save of an object that has the fields of {@link gvasSteps} and perhaps others, which its caller has checked. */
export function parseGvas(fields: { [key: string]: Json }, { registry, limits }: ParseSettings): GvasSave {
  const header = within('header', () => parseHeader(fieldOf(fields, 'header')));
  const archive = new Archive(versionOf(header), registry, limits);
  const control = fieldOf(fields, 'control');
  return {
    kind: 'gvas',
    archive,
    header,
    prefix: within('prefix', () => parsePrefix(fieldOf(fields, 'prefix'), fieldOf(fields, 'prefixSizeAt'))),
    control: control === null ? undefined : within('control', () => parseInteger(control, 0, 0xff)),
    properties: archive.list.parse(fieldOf(fields, 'properties'), { archive }),
    trailing: within('trailing', () => parseBytes(fieldOf(fields, 'trailing'))),
    sizeBytes: within('sizeBytes', () => parseInteger(fieldOf(fields, 'sizeBytes'), 0, limits.fileBytes)),
  };
}

/** A tagged-property save that stands as an object inside another. */
export function parseContent(json: Json, settings: ParseSettings): GvasSave {
  return parseGvas(parseFields(json, gvasFields, 'the content'), settings);
}

function parsePrefix(json: Json, sizeAt: Json): SavePrefix {
  const bytes = parseBytes(json);
  if (sizeAt !== null) return { bytes, sizeAt: parseInteger(sizeAt, 0, bytes.length - 4) };
  return bytes.length === 0 ? noPrefix : { bytes, sizeAt: undefined };
}
