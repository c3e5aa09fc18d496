import { shallowRef, watch } from 'vue';
import { useToasts } from '../../../ui/toasts.js';
import type { OpenSave } from '../open-save.js';

/** Whether a place, or something in it, differs from the file that was opened: `edited('info.Difficulty')`. */
export function useEdited(save: () => OpenSave): (path: string) => boolean {
  const paths = shallowRef<readonly string[]>([]);
  const { fail } = useToasts();
  watch(
    [save, () => save().revision.value],
    async ([now, revision]) => {
      try {
        const { list } = await now.changes();
        if (now.revision.value === revision) paths.value = list.map(({ path }) => path);
      } catch (error) {
        fail(error);
      }
    },
    { immediate: true },
  );
  return (path) =>
    paths.value.some((each) => each === path || (each.startsWith(path) && /^[.[]/u.test(each.slice(path.length))));
}
