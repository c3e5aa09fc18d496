import type { Row } from '../open-save.js';
import type { useTree } from './use-tree.js';

type Tree = ReturnType<typeof useTree>;

/** What the keys of a tree do. Whether the key was one of them. */
export function onTreeKey(tree: Tree, event: KeyboardEvent, page: number): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const { line, total, chosen } = tree;
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: line.value + 1,
    ArrowUp: line.value - 1,
    PageDown: line.value + page,
    PageUp: line.value - page,
    Home: 0,
    End: total.value - 1,
  };
  const to = moves[event.key];
  if (to !== undefined) {
    void tree.pickLine(to);
    return true;
  }
  // Held down, Delete would take one line after the other.
  if (event.key === 'Delete' && event.repeat) return true;
  return chosen.value !== undefined && onRowKey(tree, chosen.value, event.key);
}

function onRowKey(tree: Tree, row: Row, key: string): boolean {
  switch (key) {
    case 'ArrowRight':
      if (row.branch && !row.open) void tree.toggle(row, true);
      else if (row.branch) void tree.pickLine(tree.line.value + 1);
      return true;
    case 'ArrowLeft':
      if (row.branch && row.open) void tree.toggle(row, false);
      else if (row.parent !== '') void tree.show(row.parent);
      return true;
    case 'Enter':
    case 'F2':
      if (row.editor === undefined && row.branch) void tree.toggle(row);
      else void tree.edit(row);
      return true;
    case ' ':
      if (row.editor?.kind === 'bool') void tree.edit(row);
      else if (row.branch) void tree.toggle(row);
      return true;
    case 'Delete':
      if (row.canRemove) void tree.change(row, 'remove');
      return true;
    default:
      return false;
  }
}
