import type { Edit, Json } from '@bothy/ue4-codec';
import { computed, nextTick, ref, shallowRef, watch, type Ref } from 'vue';
import { useToasts } from '../../../ui/toasts.js';
import { useAct } from '../../../ui/use-act.js';
import type { OpenSave, Row } from '../open-save.js';
import { SaveFailure } from '../save-failure.js';
import { readTyped } from './typed-value.js';
import { useLines } from './use-lines.js';
import { useRows } from './use-rows.js';
import type { Editing } from './use-typing.js';

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
  const editing = shallowRef<Editing | null>(null);
  /** The state that the lines show. */
  const revision = () => rows.loaded.value.revision;

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
  watch([() => save().revision.value, () => save().shape.value], () =>
    act(async () => {
      const before = path.value;
      if (before === '') return;
      const found = await save().nearest(before);
      if (path.value !== before) return;
      path.value = found.path;
      line.value = found.line;
    }),
  );

  function pick(row: Row, at: number): void {
    line.value = at;
    path.value = row.path;
  }

  const pickLine = (at: number) => act(() => goToLine(at));
  /** Opens all around a place, and goes there. */
  const show = (wanted: string) => act(() => goTo(wanted));
  const foldAll = () => act(() => save().foldAll());

  async function goToLine(at: number): Promise<void> {
    const wanted = Math.max(0, Math.min(total.value - 1, at));
    line.value = wanted;
    path.value = '';
    await lines.show(wanted);
    await rows.settled();
    const row = rows.at(wanted);
    if (row !== undefined && line.value === wanted) path.value = row.path;
  }

  async function goTo(wanted: string): Promise<void> {
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
    const seen = revision();
    const typed = await act(() => save().typed(row.path));
    if (typed === undefined || path.value !== row.path) return;
    const { editor, text } = typed;
    const mine: Editing = {
      path: row.path,
      editor,
      initial: text,
      long: editor.kind === 'string' && (text.length > longText || /[\r\n]/.test(text)),
      commit: async (now) => {
        const read = readTyped(editor, now);
        return 'error' in read ? read.error : set(row.path, read.value, seen);
      },
      close: (refocus) => {
        if (editing.value === mine) editing.value = null;
        if (refocus) scroller.value?.focus({ preventScroll: true });
      },
    };
    editing.value = mine;
  }

  const make = (one: Edit) => act(() => save().edit(one, revision()));
  const flip = async (row: Row, on: boolean) => void (await make({ path: row.path, op: 'set', value: on }));
  const change = (row: Row, op: 'remove' | 'duplicate') => make({ path: row.path, op });

  /** Makes the change; what is wrong with it, if anything. */
  async function set(at: string, value: Json, seen: number): Promise<string | undefined> {
    try {
      await save().edit({ path: at, op: 'set', value }, seen);
      return undefined;
    } catch (error) {
      if (error instanceof SaveFailure && !error.told) return error.message;
      fail(error);
      return undefined;
    }
  }
  const replace = (at: string, value: Json) => set(at, value, revision());

  async function add(row: Row): Promise<void> {
    const made = await act(() => save().add(row.path, revision()));
    if (made !== undefined) await show(made);
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
    replace,
    foldAll,
    add,
    change,
  };
}
