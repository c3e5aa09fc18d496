import { formatPath, Opaque, Property, SaveError, type SaveNode, type Step } from '@bothy/ue4-codec';
import type { OpenNode } from './open-node.js';
import type { Row } from './protocol.js';
import { bytesOf, editorOf, typeOf, valueOf } from './value-words.js';

/** What is marked in the tree. */
export interface Marks {
  /** Paths that were changed. */
  readonly edited: ReadonlySet<string>;
  /** Paths that were found. */
  readonly hits: ReadonlySet<string>;
}

/** The line of a part. */
export function rowOf(open: OpenNode, slot: number, marks: Marks): Row {
  const index = open.indexAt(slot);
  const inside = open.openAt(slot);
  const node = inside?.node ?? open.node.child(index);
  const { path } = node;
  const place = {
    path,
    parent: open.path,
    name: stepName(node.step),
    level: open.level + 1,
    position: index + 1,
    size: open.node.count,
    open: inside !== undefined,
    edited: isEdited(path, inside !== undefined, marks.edited),
    hit: marks.hits.has(path),
  };
  try {
    return { ...place, ...looks(node, inside), ...abilities(open.node, node) };
  } catch (error) {
    if (!(error instanceof SaveError)) throw error;
    return { ...place, ...unreadable, problem: error.message };
  }
}

const unreadable = {
  branch: false,
  type: 'Unreadable',
  value: '',
  hue: 'plain',
  editor: undefined,
  stored: undefined,
  offset: undefined,
  bytes: undefined,
  canAdd: false,
  canRemove: false,
  canDuplicate: false,
} as const;

function looks(node: SaveNode, inside: OpenNode | undefined) {
  const shownOf = inside?.only !== undefined && inside.only.length < node.count;
  return {
    branch: node.kind !== 'value' && node.count > 0,
    type: typeOf(node),
    ...(shownOf ? { value: `${inside.only.length} of ${node.count} shown`, hue: 'plain' as const } : valueOf(node)),
    editor: editorOf(node),
    stored: node.codec?.id,
    offset: offsetOf(node),
    bytes: bytesOf(node)?.length,
    problem: node.value instanceof Opaque ? node.value.reason : undefined,
  };
}

/** The name as people read it. */
export function stepName(step: Step | undefined): string {
  if (step === undefined) return '';
  if (typeof step === 'string') return step;
  return formatPath([step]);
}

function isEdited(path: string, open: boolean, edited: ReadonlySet<string>): boolean {
  if (edited.size === 0) return false;
  if (edited.has(path)) return true;
  if (open) return false;
  for (const one of edited) {
    if (one.length > path.length && one.startsWith(path) && (one[path.length] === '.' || one[path.length] === '['))
      return true;
  }
  return false;
}

/** Where the tag of a property stands in what was read. */
function offsetOf(node: SaveNode): number | undefined {
  return 'source' in node && node.source instanceof Property ? node.source.offset : undefined;
}

/** What can be done with a part of `container`, and in it. */
function abilities(container: SaveNode, node: SaveNode): Pick<Row, 'canAdd' | 'canRemove' | 'canDuplicate'> {
  return { canAdd: canAdd(node), ...movable(container, node) };
}

function movable(container: SaveNode, node: SaveNode): Pick<Row, 'canRemove' | 'canDuplicate'> {
  if (container.codec !== undefined) {
    const { parts } = container.codec;
    return { canRemove: parts?.remove !== undefined, canDuplicate: parts?.duplicate !== undefined };
  }
  // The root of a prospect: properties, and the JSON beside them.
  if (container.type === 'prospect')
    return { canRemove: node.codec !== undefined, canDuplicate: node.codec !== undefined };
  return { canRemove: true, canDuplicate: container.kind === 'list' };
}

function canAdd(node: SaveNode): boolean {
  if (node.kind !== 'list') return false;
  // What an empty list of JSON is to hold, nothing tells.
  return node.codec === undefined ? node.count > 0 : node.codec.parts?.insert !== undefined;
}
