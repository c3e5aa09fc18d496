import { computed, shallowRef, watch } from 'vue';
import { useToasts } from '../../../ui/toasts.js';
import type { OpenSave, Row, RowWindow } from '../open-save.js';

/** Lines that are asked for beyond those in sight, on each side. */
const margin = 60;

const none: RowWindow = { revision: 0, total: 0, from: 0, rows: [] };

/** The lines in sight and some around them, asked for again when the save or what is open in it changes. */
export function useRows(save: () => OpenSave, first: () => number, count: () => number) {
  const loaded = shallowRef<RowWindow>(none);
  const { fail } = useToasts();
  let asking = false;
  let again = false;
  let settled: (() => void)[] = [];

  async function load(): Promise<void> {
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    try {
      do {
        again = false;
        loaded.value = await save().rows(Math.max(0, first() - margin), first() + Math.max(count(), 40) + margin);
      } while (again);
    } catch (error) {
      fail(error);
    } finally {
      asking = false;
      for (const done of settled) done();
      settled = [];
    }
  }

  watch([() => save().revision.value, () => save().shape.value], () => void load(), { immediate: true });
  watch([first, count], ([from, many]) => {
    const { from: start, rows, total } = loaded.value;
    if (from < start || Math.min(total, from + many) > start + rows.length) void load();
  });

  const at = (line: number): Row | undefined => loaded.value.rows[line - loaded.value.from];
  return {
    total: computed(() => loaded.value.total),
    loaded,
    at,
    /** Once what is asked for now has come. */
    settled: () => new Promise<void>((resolve) => (asking ? settled.push(resolve) : resolve())),
    load,
  };
}
