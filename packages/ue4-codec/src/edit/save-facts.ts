import type { CustomVersion, SaveHeader } from '../archive/header.js';
import type { SavePrefix } from '../archive/prefix.js';
import type { PackedContainer } from '../containers/palworld.js';
import type { JsonDocument } from '../icarus/json-document.js';
import { toHex } from '../io/hex.js';
import { EncodedString, type Str } from '../io/strings.js';
import { isObject, type Json } from '../json/json.js';
import type { GvasSave, MountsSave, ProspectSave, Save } from '../save.js';
import { JsonNode } from './json-node.js';
import { partSpelling, spellingIn, SpeltParts, type Spelling } from './spelling.js';

type Facts = { [key: string]: Json };

const blobName = 'ProspectBlob';
const packedName = 'BinaryBlob';

/** The members of the blob that follow from its content. */
const derived: ReadonlySet<string> = new Set(['Hash', 'TotalLength', 'DataLength', 'UncompressedLength', packedName]);

/** What a save holds beside the tree of its values, as far as it does not follow from them. */
export function saveFacts(save: Save): Facts {
  switch (save.kind) {
    case 'gvas':
      return gvasFacts(save);
    case 'palworld':
      return { container: containerFacts(save.container), ...gvasFacts(save.content) };
    case 'icarus-mounts':
      return { ...stored(save.document), tails: unusualTails(save) };
    case 'icarus-flags':
      return { nameStorage: typeof save.name === 'string' ? null : strFact(save.name) };
    default:
      return stored(save.document);
  }
}

/** The JSON of a prospect beside `ProspectInfo`, and without what follows from its content. */
export function prospectFacts({ document }: ProspectSave): JsonNode {
  const spelling = spellingIn(document);
  const whole = membersOf(document.value()).flatMap(([name, value]): [string, Json][] => {
    if (name === 'ProspectInfo') return [];
    if (name !== blobName) return [[name, value]];
    return [
      [name, isObject(value) ? Object.fromEntries(membersOf(value).filter(([one]) => !derived.has(one))) : value],
    ];
  });
  // Made of entries, an object has a member `__proto__` like any other.
  return new JsonNode(undefined, undefined, 0, Object.fromEntries(whole), undefined, undefined, spelling);
}

/** The hash and the lengths that a prospect tells of its content. */
export function prospectSums(document: JsonDocument): JsonNode {
  const spelling = spellingIn(document);
  const sums = membersOf(document.value([blobName])).filter(([name]) => derived.has(name) && name !== packedName);
  const whole = { [blobName]: Object.fromEntries(sums) };
  return new JsonNode(undefined, undefined, 0, whole, undefined, undefined, withoutHidden(spelling));
}

/** Hidden members are told with the facts. */
function withoutHidden(spelling: Spelling): Spelling {
  const blob = partSpelling(spelling, blobName);
  return blob instanceof SpeltParts
    ? new SpeltParts(new Map([[blobName, new SpeltParts(blob.parts, [])]]), [])
    : undefined;
}

function membersOf(json: Json | undefined): [string, Json][] {
  return json !== undefined && isObject(json) ? Object.entries(json) : [];
}

function gvasFacts(save: GvasSave): Facts {
  return {
    header: headerFacts(save.header),
    prefix: toHex(withoutSize(save.prefix)),
    control: save.control ?? null,
    trailing: toHex(save.trailing),
  };
}

/** The size in a prefix follows from what comes behind it. */
function withoutSize({ bytes, sizeAt }: SavePrefix): Uint8Array {
  return sizeAt === undefined ? bytes : bytes.slice().fill(0, sizeAt, sizeAt + 4);
}

/** Numbers in the chunk header that are those of the container follow from the content. */
function containerFacts({ type, chunkHeader, unpackedBytes, packedBytes }: PackedContainer): Facts {
  const header = chunkHeader.slice();
  const view = new DataView(header.buffer);
  [unpackedBytes, packedBytes].forEach((size, index) => {
    if (header.length >= 8 && view.getUint32(4 * index, true) === size) view.setUint32(4 * index, 0, true);
  });
  return { packedTimes: type === 0x32 ? 2 : 1, chunkHeader: toHex(header) };
}

/** What follows the properties of pets, where it is not four zero bytes. */
function unusualTails({ recorders }: MountsSave): Json {
  const tails = recorders.map((recorder) => toHex(recorder?.tail ?? new Uint8Array(4)));
  return tails.filter((tail) => tail !== '00000000');
}

function headerFacts({ saveVersion, ue4, ue5, engine, custom, saveClass }: SaveHeader): Facts {
  return {
    saveVersion,
    ue4,
    ue5: ue5 ?? null,
    engine: { ...engine, branch: strFact(engine.branch) },
    custom: custom === undefined ? null : versionFacts(custom.versions),
    customFormat: custom?.format ?? null,
    saveClass: strFact(saveClass),
  };
}

/** Custom versions by guid; one that is there again with its number. */
function versionFacts(versions: readonly CustomVersion[]): Facts {
  const seen = new Map<string, number>();
  const facts = versions.map(({ guid, version, name }) => {
    const nth = seen.get(guid) ?? 0;
    seen.set(guid, nth + 1);
    const fact: Json = name === undefined ? version : { version, name: strFact(name) };
    return [nth === 0 ? guid : `${guid}#${nth}`, fact] as const;
  });
  return Object.fromEntries(facts);
}

function strFact(value: Str): Json {
  return value instanceof EncodedString
    ? { text: value.text, encoding: value.encoding, terminated: value.terminated }
    : value;
}

/** How text is stored. */
function stored({ encoding, bom }: { readonly encoding: string; readonly bom: boolean }): Facts {
  return { encoding, bom };
}
