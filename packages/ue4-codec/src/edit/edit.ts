import { SaveError, within } from '../errors.js';
import type { JsonDocument } from '../icarus/json-document.js';
import type { Json } from '../json/json.js';
import { PropertyList } from '../properties/property-list.js';
import type { FlagsSave, GvasSave, MountsSave, ProspectSave, Save } from '../save.js';
import { infoStep, writtenOut } from './aliases.js';
import { duplicatePart, insertPart, removePart, setValue, type Rebuilt } from './codec-edit.js';
import { CodecNode } from './codec-node.js';
import { editCopy } from './copy-edit.js';
import { editDocument } from './document-edit.js';
import { checkSize } from './edit-limits.js';
import { editFlags } from './flags-edit.js';
import { follow } from './find.js';
import { editInfo } from './info-edit.js';
import type { JsonAct, JsonStep } from './json-edit.js';
import { recordersAfter } from './mount-recorders.js';
import type { PlacedNode, SaveNode } from './node.js';
import { append, formatPath, Nth, parsePath, type Step } from './path.js';
import { mountIndex, ProspectRoot } from './root.js';

/** One change of a save. */
export interface Edit {
  /** As `find` takes it; for `insert` the place where the new part is to stand. */
  readonly path: string;
  /**
   * `set`: another value in the place of the old one, whose tag stays. `insert`: an element before `List[3]` or behind
   * the last one (`List[+]`), a property `Struct.Name` (value: `{"type", "value"}`), an entry of a map (value: `{"key",
   * "value"}`), a member of a JSON object. `remove`, `duplicate`: an element, an entry, a property.
   */
  readonly op: 'set' | 'insert' | 'remove' | 'duplicate';
  /** For `set` and `insert`: as the JSON of a save has it. */
  readonly value?: Json;
}

const ops: ReadonlySet<string> = new Set(['set', 'insert', 'remove', 'duplicate']);

/**
 * The save with some changes, made in the order given; when one fails, none is made. The save itself stays as it is,
 * and what is not on the way to a change is shared with it.
 */
export function edit(save: Save, edits: Edit | readonly Edit[]): Save {
  return listOf(edits).reduce((edited, one) => within(pathText(one.path), () => editOne(edited, one)), save);
}

function listOf(edits: Edit | readonly Edit[]): readonly Edit[] {
  return 'path' in edits ? [edits] : edits;
}

/** A path that cannot be read is told in quotes by its own error. */
function pathText(path: string): string {
  return path === '' ? 'the root' : path;
}

function editOne(save: Save, { path, op, value }: Edit): Save {
  if (!ops.has(op)) throw new SaveError('bad-value', `there is no edit ${JSON.stringify(op)}`);
  if ((op === 'set' || op === 'insert') && value === undefined)
    throw new SaveError('bad-value', `the value to ${op} is missing`);
  if (value !== undefined) checkSize(value);
  const steps = writtenOut(save, parsePath(path));
  if (save.kind === 'palworld') {
    const content = inGvas(save.content, steps, { op, value: value ?? null });
    return content === save.content ? save : { ...save, content };
  }
  return inSave(save, steps, { op, value: value ?? null });
}

function inGvas(save: GvasSave, steps: readonly Step[], act: JsonAct): GvasSave {
  const edited = inSave(save, steps, act);
  if (edited.kind !== 'gvas') throw new TypeError('an edit does not change the kind of a save');
  return edited;
}

function inSave(save: Exclude<Save, { kind: 'palworld' }>, steps: readonly Step[], act: JsonAct): Save {
  const last = steps.at(-1);
  if (last === undefined) throw new SaveError('bad-path', 'the whole of a save is no place to edit');
  const target = act.op === 'insert' ? container(save, steps) : existing(save, steps);
  if (target instanceof CodecNode) {
    const inBoth = save.kind === 'icarus-prospect' ? editCopy(save, target, last, act) : undefined;
    if (inBoth !== undefined) return inBoth;
    const rebuilt = inBinary(target, last, act);
    return rebuilt === undefined ? save : withRebuilt(save, rebuilt);
  }
  const full = act.op === 'insert' ? [...target.steps, last] : target.steps;
  return inJson(save, full.map(jsonStep), act);
}

function existing(save: Save, steps: readonly Step[]): PlacedNode & SaveNode {
  const { node, missing } = follow(save, steps);
  if (missing === undefined) return node;
  throw new SaveError(
    'bad-path',
    `there is no ${formatPath([missing])} in ${node.path === '' ? 'the save' : node.path}`,
  );
}

/** The node that a new part goes into. */
function container(save: Save, steps: readonly Step[]): PlacedNode & SaveNode {
  const found = existing(save, steps.slice(0, -1));
  return found instanceof ProspectRoot ? found.list : found;
}

function inBinary(target: CodecNode, last: Step, { op, value }: JsonAct): Rebuilt | undefined {
  switch (op) {
    case 'set':
      return setValue(target, value);
    case 'insert':
      return insertPart(target, last, value);
    case 'remove':
      return removePart(target);
    case 'duplicate':
      return duplicatePart(target);
  }
}

/** The save with another outermost value in its binary part. */
function withRebuilt(save: Save, { top, value }: Rebuilt): Save {
  if (!(value instanceof PropertyList)) throw new TypeError('the binary part of a save is a list of properties');
  if (save.kind === 'gvas' || save.kind === 'icarus-prospect') return { ...save, properties: value };
  const mount = top.parent === undefined ? undefined : mountIndex(top.parent);
  if (save.kind !== 'icarus-mounts' || mount === undefined) throw new TypeError('there is no binary part here');
  const recorder = save.recorders[mount];
  if (recorder === undefined) throw new TypeError('the recorder of this mount is not decoded');
  return { ...save, recorders: save.recorders.with(mount, { ...recorder, properties: value }) };
}

function inJson(save: Save, steps: readonly JsonStep[], act: JsonAct): Save {
  switch (save.kind) {
    case 'gvas':
    case 'palworld':
      throw new TypeError('there is no JSON in this save');
    case 'icarus-prospect':
      return inInfo(save, steps, act);
    case 'icarus-mounts':
      return inMounts(save, steps, act);
    case 'icarus-flags':
      return inFlags(save, steps, act);
    default: {
      const document = editDocument(save.document, steps, act);
      return document === save.document ? save : { ...save, document };
    }
  }
}

function inInfo(save: ProspectSave, [info, ...steps]: readonly JsonStep[], act: JsonAct): Save {
  if (info !== infoStep || steps.length === 0) throw new SaveError('bad-path', 'the whole of info is no place to edit');
  return editInfo(save, steps, act);
}

function inMounts(save: MountsSave, steps: readonly JsonStep[], act: JsonAct): Save {
  const document: JsonDocument = editDocument(save.document, steps, act);
  if (document === save.document) return save;
  return { ...save, document, recorders: recordersAfter(save, document, steps, act) };
}

function inFlags(save: FlagsSave, steps: readonly JsonStep[], act: JsonAct): Save {
  return editFlags(save, steps, act);
}

/** Names in JSON are there once. */
function jsonStep(step: Step): JsonStep {
  if (step instanceof Nth) throw new SaveError('bad-path', `a name is there once in JSON: #${step.nth} leads nowhere`);
  return step === append ? append : step;
}
