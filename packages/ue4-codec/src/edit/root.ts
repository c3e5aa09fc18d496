import { textOf } from '../io/strings.js';
import type { MountsSave, ProspectSave, Save } from '../save.js';
import type { JsonDocument } from '../icarus/json-document.js';
import type { Json } from '../json/json.js';
import { infoStep } from './aliases.js';
import { CodecNode } from './codec-node.js';
import { embeddedJson, speltEmbeddedJson } from './embedded.js';
import { JsonNode, type Graft } from './json-node.js';
import { PlacedNode, type SaveNode } from './node.js';
import type { Step } from './path.js';
import { partSpelling, spellingIn, type Spelling } from './spelling.js';

/** The root of a save, seen as a tree: see {@link SaveNode}. */
export function root(save: Save): PlacedNode & SaveNode {
  switch (save.kind) {
    case 'gvas':
      return listNode(save, undefined, undefined, 0);
    case 'palworld':
      return listNode(save.content, undefined, undefined, 0);
    case 'icarus-prospect':
      return new ProspectRoot(save);
    case 'icarus-mounts':
      return new JsonNode(undefined, undefined, 0, wholeOf(save.document), recorders(save));
    case 'icarus-flags':
      return new JsonNode(undefined, undefined, 0, { name: textOf(save.name), flags: [...save.flags] });
    default:
      return new JsonNode(undefined, undefined, 0, wholeOf(save.document), embeddedJson);
  }
}

/** The same, with a look at how its JSON is spelt. */
export function speltRoot(save: Save): PlacedNode & SaveNode {
  switch (save.kind) {
    case 'gvas':
    case 'palworld':
    case 'icarus-flags':
      return root(save);
    case 'icarus-prospect':
      return new ProspectRoot(save, partSpelling(spellingIn(save.document), 'ProspectInfo'));
    default: {
      const graft = save.kind === 'icarus-mounts' ? recorders(save) : speltEmbeddedJson;
      return new JsonNode(undefined, undefined, 0, wholeOf(save.document), graft, undefined, spellingIn(save.document));
    }
  }
}

/** Documents are never changed, so each is taken apart once. */
const wholes = new WeakMap<JsonDocument, Json>();

function wholeOf(document: JsonDocument): Json {
  let whole = wholes.get(document);
  if (whole === undefined) {
    whole = document.value() ?? null;
    wholes.set(document, whole);
  }
  return whole;
}

type WithList = Pick<ProspectSave, 'archive' | 'properties'>;

function listNode(save: WithList, parent: PlacedNode | undefined, step: Step | undefined, index: number): CodecNode {
  return new CodecNode(parent, step, index, 'properties', save.archive, {
    codec: save.archive.list,
    value: save.properties,
  });
}

/** A prospect: `info`, the `ProspectInfo` of its JSON, and then the properties of its binary part. */
export class ProspectRoot extends PlacedNode implements SaveNode {
  readonly type = 'prospect';
  readonly kind = 'record';
  private readonly info: JsonNode | undefined;
  /** Its properties; a node that adds nothing to a path. */
  readonly list: CodecNode;

  constructor(
    readonly value: ProspectSave,
    spelling?: Spelling,
  ) {
    super(undefined, undefined, 0);
    const { document } = value;
    this.info = document.has(['ProspectInfo'])
      ? new JsonNode(this, infoStep, 0, document.value(['ProspectInfo']) ?? null, undefined, undefined, spelling)
      : undefined;
    this.list = listNode(value, this, undefined, 1);
  }

  /** How many parts come before the properties. */
  private get before(): number {
    return this.info === undefined ? 0 : 1;
  }

  get count(): number {
    return this.before + this.list.count;
  }

  child(index: number): PlacedNode & SaveNode {
    return index === 0 && this.info !== undefined ? this.info : this.list.child(index - this.before);
  }

  indexOf(step: Step): number {
    if (step === infoStep && this.info !== undefined) return 0;
    const found = this.list.indexOf(step);
    return found < 0 ? -1 : found + this.before;
  }

  nameAt(index: number): string | undefined {
    return index === 0 && this.info !== undefined ? infoStep : this.list.nameAt(index - this.before);
  }
}

/** Shows the decoded stream of a pet where its bytes stand in the JSON. */
function recorders(save: MountsSave): Graft {
  return (parent, step, index) => {
    if (step !== 'BinaryData') return undefined;
    const mount = mountIndex(parent);
    const recorder = mount === undefined ? undefined : save.recorders[mount];
    return recorder === undefined
      ? undefined
      : listNode({ archive: save.archive, properties: recorder.properties }, parent, step, index);
  };
}

/** Which pet a `RecorderBlob` belongs to: the `n` of `SavedMounts[n].RecorderBlob`. */
export function mountIndex(blob: PlacedNode): number | undefined {
  const { steps } = blob;
  const [list, index, name] = steps;
  const fits = steps.length === 3 && list === 'SavedMounts' && name === 'RecorderBlob';
  return fits && typeof index === 'number' ? index : undefined;
}
