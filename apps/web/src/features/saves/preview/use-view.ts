import { computed, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import { useToasts } from '../../../ui/toasts.js';
import type { OpenSave } from '../open-save.js';

interface Shown<T> {
  /** The state of the save that it shows. */
  readonly revision: number;
  readonly value: T | undefined;
}

/** What a view of the worker makes of the save, asked for again after each change; undefined until it has come. */
export function useView<T>(save: () => OpenSave, name: string): ComputedRef<T | undefined> {
  const shown = useShown<T>(save, name);
  return computed(() => shown.value?.value);
}

/** The same, with the state that it shows. */
export function useShown<T>(save: () => OpenSave, name: string): Readonly<Ref<Shown<T> | undefined>> {
  const shown = shallowRef<Shown<T>>();
  const { fail } = useToasts();
  let last = 0;
  watch(
    [save, () => save().revision.value],
    async ([now], [before]) => {
      const asked = (last += 1);
      if (before !== undefined && before !== now) shown.value = undefined;
      try {
        const seen = await now.view<T>(name);
        if (asked === last) shown.value = seen;
      } catch (error) {
        if (asked === last) fail(error);
      }
    },
    { immediate: true },
  );
  return shown;
}
