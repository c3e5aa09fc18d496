import type { SaveHeader } from '../archive/header.js';
import { toHex } from '../io/hex.js';
import { EncodedString, type Str } from '../io/strings.js';
import type { Json } from '../json/json.js';
import type { GvasSave, ProspectSave, Save } from '../save.js';

type Facts = { [key: string]: Json };

/** What a save holds beside the tree of its values, as far as it does not follow from them. */
export function saveFacts(save: Save): Facts {
  switch (save.kind) {
    case 'gvas':
      return gvasFacts(save);
    case 'palworld':
      return gvasFacts(save.content);
    case 'icarus-prospect':
      return { ...stored(save.document), ...prospectFacts(save) };
    case 'icarus-flags':
      return {};
    default:
      return stored(save.document);
  }
}

function gvasFacts(save: GvasSave): Facts {
  return {
    header: headerFacts(save.header),
    prefix: toHex(save.prefix.bytes),
    control: save.control ?? null,
    trailing: toHex(save.trailing),
  };
}

function headerFacts({ saveVersion, ue4, ue5, engine, custom, saveClass }: SaveHeader): Facts {
  return {
    saveVersion,
    ue4,
    ue5: ue5 ?? null,
    engine: { ...engine, branch: strFact(engine.branch) },
    custom: custom === undefined ? null : Object.fromEntries(custom.versions.map((one) => [one.guid, one.version])),
    customFormat: custom?.format ?? null,
    saveClass: strFact(saveClass),
  };
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

/** The members of the blob that follow from its content. */
const derived = new Set(['Hash', 'TotalLength', 'DataLength', 'UncompressedLength', 'BinaryBlob']);

/** The JSON of a prospect beside `ProspectInfo`. */
function prospectFacts({ document }: ProspectSave): Facts {
  const facts: Facts = {};
  for (const name of document.names([])) {
    if (name === 'ProspectBlob') facts[name] = without(document, name);
    else if (name !== 'ProspectInfo') facts[name] = document.value([name]) ?? null;
  }
  return facts;
}

function without(document: ProspectSave['document'], blob: string): Facts {
  const kept = document.names([blob]).filter((name) => !derived.has(name));
  return Object.fromEntries(kept.map((name) => [name, document.value([blob, name]) ?? null]));
}
