import { formatPath, parsePath, root, type Save, type SaveNode, type Step } from '@bothy/ue4-codec';
import { OpenNode } from './open-node.js';
import type { RowWindow } from './protocol.js';
import { rowOf, type Marks } from './row.js';

interface Place {
  readonly steps: readonly Step[];
  readonly parent: string;
}

/** Which lines of a save are in sight: what is open, and what is left out while one looks at hits alone. */
export class Tree {
  private readonly opened = new Set<string>();
  private readonly places = new Map<string, Place>();
  private built: ReadonlyMap<string, OpenNode> | undefined;
  private hits: readonly string[] | undefined;

  constructor(private save: Save) {}

  /** Another state of the save: what is open stays open. */
  show(save: Save): void {
    if (save === this.save) return;
    this.save = save;
    this.built = undefined;
  }

  toggle(path: string, open: boolean): void {
    if (open) this.opened.add(path);
    else this.opened.delete(path);
    this.built = undefined;
  }

  foldAll(): void {
    this.opened.clear();
    this.built = undefined;
  }

  /** Elements behind `index` of a list moved: what is open in them moves along. */
  moved(list: string, index: number, by: number): void {
    for (const path of [...this.opened]) {
      const rest = path.startsWith(`${list}[`) ? path.slice(list.length) : '';
      const [whole, digits] = /^\[(\d+)\]/.exec(rest) ?? [];
      if (whole === undefined || Number(digits) < index) continue;
      this.opened.delete(path);
      if (by > 0 || Number(digits) > index)
        this.opened.add(`${list}[${Number(digits) + by}]${rest.slice(whole.length)}`);
    }
    this.built = undefined;
  }

  /** Shows these places and what they are in, and nothing else; all again for undefined. */
  filter(hits: readonly string[] | undefined): void {
    this.hits = hits;
    this.built = undefined;
  }

  /** Opens all around a place; the number of its line, or -1. */
  reveal(path: string): number {
    for (let { parent } = this.place(path); parent !== ''; { parent } = this.place(parent)) this.opened.add(parent);
    this.built = undefined;
    return this.locate(path);
  }

  locate(path: string): number {
    const { steps, parent } = this.place(path);
    const last = steps.at(-1);
    const open = this.nodes.get(parent);
    if (open === undefined || last === undefined) return -1;
    const index = open.node.indexOf(last);
    const slot = index < 0 ? -1 : open.slotOf(index);
    return slot < 0 ? -1 : open.lineOf(slot);
  }

  /** The line of a place, or of what is nearest to it in sight: an element beside it, or what it is in. */
  nearest(path: string): { path: string; line: number } {
    for (let at = path; at !== ''; at = this.place(at).parent) {
      const line = this.locate(at);
      if (line >= 0) return { path: at, line };
      const { parent, steps } = this.place(at);
      const last = steps.at(-1);
      const list = this.nodes.get(parent);
      if (list === undefined || typeof last !== 'number' || list.shown === 0) continue;
      const slot = Math.min(last, list.shown - 1);
      return { path: list.node.child(list.indexAt(slot)).path, line: list.lineOf(slot) };
    }
    return { path: '', line: 0 };
  }

  /** The lines `from` up to and without `to`. */
  rows(from: number, to: number, marks: Marks): Omit<RowWindow, 'revision'> {
    const top = this.top;
    const first = Math.max(0, Math.min(from, top.total));
    const rows: RowWindow['rows'][number][] = [];
    top.lines(first, Math.min(to, top.total), (open, slot) => rows.push(rowOf(open, slot, marks)));
    return { total: top.total, from: first, rows };
  }

  private get top(): OpenNode {
    return this.nodes.get('') as OpenNode;
  }

  private get nodes(): ReadonlyMap<string, OpenNode> {
    this.built ??= this.build();
    return this.built;
  }

  private place(path: string): Place {
    let place = this.places.get(path);
    if (place === undefined) {
      const steps = parsePath(path);
      place = { steps, parent: formatPath(steps.slice(0, -1)) };
      this.places.set(path, place);
    }
    return place;
  }

  private build(): ReadonlyMap<string, OpenNode> {
    const start = root(this.save);
    const nodes =
      this.hits === undefined ? new Map([['', new OpenNode(start, '', undefined, 0)]]) : this.hitNodes(start);
    const open = [...this.opened].map((path) => ({ path, ...this.place(path) }));
    open.sort((one, other) => one.steps.length - other.steps.length);
    for (const { path, steps, parent } of open) {
      const around = nodes.get(parent);
      const last = steps.at(-1);
      if (around === undefined || last === undefined || nodes.has(path)) continue;
      const index = around.node.indexOf(last);
      const slot = index < 0 ? -1 : around.slotOf(index);
      const node = slot < 0 ? undefined : around.node.child(index);
      if (node === undefined || node.kind === 'value') continue;
      const child = new OpenNode(node, path, around, slot);
      around.add(child);
      nodes.set(path, child);
    }
    for (const node of nodes.values()) node.sort();
    return nodes;
  }

  /** The nodes that hits are in, each with the parts that lead to one. */
  private hitNodes(start: SaveNode): Map<string, OpenNode> {
    const parts = new Map<string, Set<number>>([['', new Set()]]);
    const within = new Map<string, SaveNode>([['', start]]);
    for (const hit of this.hits ?? []) this.markHit(hit, parts, within);
    const nodes = new Map<string, OpenNode>();
    const inOrder = [...parts.keys()].sort(
      (one, other) => this.place(one).steps.length - this.place(other).steps.length,
    );
    for (const path of inOrder) {
      const only = [...(parts.get(path) ?? [])].sort((one, other) => one - other);
      const node = within.get(path) as SaveNode;
      const { steps, parent } = this.place(path);
      const around = path === '' ? undefined : nodes.get(parent);
      const last = steps.at(-1);
      const slot = around === undefined || last === undefined ? 0 : around.slotOf(around.node.indexOf(last));
      const open = new OpenNode(node, path, around, slot, only);
      around?.add(open);
      nodes.set(path, open);
    }
    return nodes;
  }

  private markHit(hit: string, parts: Map<string, Set<number>>, within: Map<string, SaveNode>): void {
    let path = '';
    for (const step of this.place(hit).steps) {
      const node = within.get(path) as SaveNode;
      const index = node.indexOf(step);
      if (index < 0) return;
      let own = parts.get(path);
      if (own === undefined) parts.set(path, (own = new Set()));
      own.add(index);
      const child = node.child(index);
      path = child.path;
      if (!within.has(path)) within.set(path, child);
    }
  }
}
