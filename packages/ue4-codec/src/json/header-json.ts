import type { CustomVersion, CustomVersions, SaveHeader } from '../archive/header.js';
import { SaveError, within } from '../errors.js';
import {
  badValue,
  emitStr,
  fieldOf,
  kindOf,
  parseFields,
  parseInteger,
  parseList,
  parseStr,
} from '../properties/value-json.js';
import type { Json } from './json.js';
import type { JsonOut } from './json-out.js';
import { emitList, emitSteps } from './json-steps.js';

const u16 = 0xffff;
const u32 = 0xffff_ffff;
const i32 = 0x7fff_ffff;

/** Puts out the head of a save. Enters a frame. */
export function emitHeader(header: SaveHeader, out: JsonOut): void {
  const { engine, custom } = header;
  emitSteps(out, [
    (to) => {
      to.raw(
        `{"saveVersion":${header.saveVersion},"ue4":${header.ue4},"ue5":${header.ue5 ?? null},"engine":{"major":${engine.major}`,
      );
      to.raw(`,"minor":${engine.minor},"patch":${engine.patch},"changelist":${engine.changelist},"branch":`);
      emitStr(engine.branch, to);
    },
    (to) => to.raw(`},"customFormat":${custom?.format ?? null},"customVersions":`),
    (to) => {
      if (custom === undefined) to.raw('null');
      else emitList(to, custom.versions, emitVersion);
    },
    (to) => {
      to.raw(',"saveClass":');
      emitStr(header.saveClass, to);
    },
    (to) => to.raw('}'),
  ]);
}

function emitVersion({ guid, version, name }: CustomVersion, out: JsonOut): void {
  out.raw(`["${guid}",${version}`);
  if (name !== undefined) {
    out.raw(',');
    emitStr(name, out);
  }
  out.raw(']');
}

/** The head that {@link emitHeader} put out. */
export function parseHeader(json: Json): SaveHeader {
  const fields = parseFields(
    json,
    ['saveVersion', 'ue4', 'ue5', 'engine', 'customFormat', 'customVersions', 'saveClass'],
    'a header',
  );
  const saveVersion = within('saveVersion', () => parseInteger(fieldOf(fields, 'saveVersion'), 1, 3));
  const engine = within('engine', () => parseEngine(fieldOf(fields, 'engine')));
  const ue5 = fieldOf(fields, 'ue5');
  if ((ue5 !== null) !== saveVersion >= 3) throw badValue('"ue5" is a number from saveVersion 3 on, and null before');
  const custom = parseCustom(fieldOf(fields, 'customFormat'), fieldOf(fields, 'customVersions'));
  if ((custom !== undefined) !== saveVersion >= 2)
    throw badValue('"customVersions" is a list from saveVersion 2 on, and null before');
  return {
    saveVersion,
    ue4: within('ue4', () => parseInteger(fieldOf(fields, 'ue4'), 0, u32)),
    ue5: ue5 === null ? undefined : within('ue5', () => parseInteger(ue5, 0, u32)),
    engine,
    custom,
    saveClass: within('saveClass', () => parseStr(fieldOf(fields, 'saveClass'))),
  };
}

function parseEngine(json: Json): SaveHeader['engine'] {
  const fields = parseFields(json, ['major', 'minor', 'patch', 'changelist', 'branch'], 'an engine');
  return {
    major: parseInteger(fieldOf(fields, 'major'), 0, u16),
    minor: parseInteger(fieldOf(fields, 'minor'), 0, u16),
    patch: parseInteger(fieldOf(fields, 'patch'), 0, u16),
    changelist: parseInteger(fieldOf(fields, 'changelist'), 0, u32),
    branch: parseStr(fieldOf(fields, 'branch')),
  };
}

function parseCustom(format: Json, versions: Json): CustomVersions | undefined {
  if (format === null && versions === null) return undefined;
  if (format !== 2 && format !== 3) throw badValue(`"customFormat" is 2 or 3, not ${kindOf(format)}`);
  const list = parseList(versions, '"customVersions"');
  return {
    format,
    versions: list.map((one, index) => within(`customVersions[${index}]`, () => parseVersion(one, format))),
  };
}

function parseVersion(json: Json, format: 2 | 3): CustomVersion {
  const [guid, version, name, ...more] = parseList(json, 'a custom version');
  if (typeof guid !== 'string' || !/^[0-9a-f]{32}$/u.test(guid))
    throw badValue('the guid of a custom version is 32 lower-case hex digits');
  if (version === undefined || (name !== undefined) !== (format === 2) || more.length > 0) {
    throw new SaveError(
      'bad-value',
      `a custom version is a list of guid and number${format === 2 ? ', and name' : ''}`,
    );
  }
  const base = { guid, version: parseInteger(version, -i32 - 1, i32) };
  return name === undefined ? base : { ...base, name: parseStr(name) };
}
