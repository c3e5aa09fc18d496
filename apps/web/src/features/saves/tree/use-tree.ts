import type { Json } from '@bothy/ue4-codec';
import { computed, nextTick, ref, shallowRef, watch, type Ref } from 'vue';
import { useToasts } from '../../../ui/toasts.js';
import { useAct } from '../../../ui/use-act.js';
import { SaveFailure, type OpenSave, type Row, type Typed } from '../open-save.js';
import { readTyped } from './typed-value.js';
import { useLines } from './use-lines.js';
import { useRows } from './use-rows.js';

/** Texts that are longer, or have several lines, are typed in a field of their own. */
const longText = 90;

/** The lines of a save, the one that is chosen, and what is done with it. */
export function useTree(save: () => OpenSave, scroller: Ref<HTMLElement | null>, lineHeight: () => number) {
  const { fail } = useToasts();
  const { act } = useAct();
  // The lines in sight say what to load, and what is loaded how many lines there are.
  const total = ref(0);
  const lines = useLines(scroller, () => total.value, lineHeight);
  const rows = useRows(
    save,
    () => lines.first.value,
    () => lines.count.value,
  );
  watch(rows.total, (now) => (total.value = now), { immediate: true });

  /** The chosen line: its number, and its path where it is known. */
  const line = ref(0);
  const path = ref('');
  const known = shallowRef<Row>();
  /** Out of sight it stays chosen, as it was last seen. */
  const chosen = computed(() => (known.value?.path === path.value ? known.value : undefined));
  watch([rows.loaded, line, path], () => {
    const row = rows.at(line.value);
    if (row !== undefined && row.path === path.value) known.value = row;
  });
  watch(lineHeight, () => path.value !== '' && void lines.show(line.value));
  const editing = shallowRef<{ readonly path: string; readonly typed: Typed; readonly long: boolean } | null>(null);

  const drawn = computed(() =>
    Array.from({ length: lines.count.value }, (_, n) => rows.at(lines.first.value + n)).filter(
      (row): row is Row => row !== undefined,
    ),
  );
  /** Where the first drawn line stands: some in sight may not have come yet. */
  const offset = computed(() => {
    const missing = Math.max(0, rows.loaded.value.from - lines.first.value);
    return lines.top.value + missing * lineHeight();
  });

  // What is chosen moves with what opens, closes, comes and goes around it.
  watch([() => save().revision.value, () => save().shape.value], async () => {
    const before = path.value;
    if (before === '') return;
    const found = await save().locate(before);
    if (path.value !== before) return;
    if (found >= 0) line.value = found;
    else {
      path.value = '';
      line.value = Math.min(line.value, Math.max(0, total.value - 1));
    }
  });

  function pick(row: Row, at: number): void {
    line.value = at;
    path.value = row.path;
  }

  async function pickLine(at: number): Promise<void> {
    const wanted = Math.max(0, Math.min(total.value - 1, at));
    line.value = wanted;
    path.value = '';
    await lines.show(wanted);
    await rows.settled();
    const row = rows.at(wanted);
    if (row !== undefined && line.value === wanted) path.value = row.path;
  }

  /** Opens all around a place, and goes there. */
  async function show(wanted: string): Promise<void> {
    const at = await save().reveal(wanted);
    if (at < 0) return;
    path.value = wanted;
    line.value = at;
    await nextTick();
    await rows.settled();
    await nextTick();
    await lines.show(at);
  }

  const toggle = (row: Row, open = !row.open) => act(() => save().toggle(row.path, open));

  async function edit(row: Row): Promise<void> {
    if (row.editor === undefined || row.editor.kind === 'bytes') return;
    if (row.editor.kind === 'bool') return flip(row, row.value !== 'true');
    const typed = await act(() => save().typed(row.path));
    if (typed === undefined) return;
    const long = typed.editor.kind === 'string' && (typed.text.length > longText || /[\r\n]/.test(typed.text));
    editing.value = { path: row.path, typed, long };
  }

  async function flip(row: Row, on: boolean): Promise<void> {
    await act(() => save().edit({ path: row.path, op: 'set', value: on }));
  }

  /** Makes the change; what is wrong with it, if anything. */
  async function commit(text: string): Promise<string | undefined> {
    const now = editing.value;
    if (now === null) return undefined;
    const read = readTyped(now.typed.editor, text);
    if ('error' in read) return read.error;
    return set(now.path, read.value);
  }

  async function set(at: string, value: Json): Promise<string | undefined> {
    try {
      await save().edit({ path: at, op: 'set', value });
      return undefined;
    } catch (error) {
      if (error instanceof SaveFailure) return error.message;
      fail(error);
      return undefined;
    }
  }

  async function add(row: Row): Promise<void> {
    const made = await act(() => save().add(row.path));
    if (made !== undefined) await show(made);
  }

  const change = (row: Row, op: 'remove' | 'duplicate') => act(() => save().edit({ path: row.path, op }));

  function done(): void {
    editing.value = null;
    scroller.value?.focus({ preventScroll: true });
  }

  return {
    lines,
    rows,
    total,
    line,
    path,
    chosen,
    editing,
    drawn,
    offset,
    pick,
    pickLine,
    show,
    toggle,
    edit,
    flip,
    commit,
    set,
    add,
    change,
    done,
  };
}
