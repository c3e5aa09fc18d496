import { onBeforeUnmount, ref } from 'vue';
import { useToasts } from '../../../ui/toasts.js';
import type { Editor } from '../open-save.js';

/** One place that is typed over. It stays bound to where it stood when its editor was opened. */
export interface Editing {
  readonly path: string;
  readonly editor: Editor;
  readonly initial: string;
  /** It has a field of its own below the tree. */
  readonly long: boolean;
  /** Makes the change; what was wrong with it, if anything. */
  commit(text: string): Promise<string | undefined>;
  /** The editor is no more; with `refocus` the tree has the keyboard again. */
  close(refocus: boolean): void;
}

/**
 * Keeps what is typed, or leaves it. An editor that goes away because one went on keeps it too; what is wrong with it
 * then is told in passing. `focus` has the keyboard in the field again.
 */
export function useTyping(edit: Editing, typed: () => string, focus: () => void) {
  const error = ref('');
  const busy = ref(false);
  const { fail } = useToasts();
  let over = false;
  let gone = false;

  async function keep(refocus = false): Promise<void> {
    if (over) return;
    if (typed() === edit.initial) return leave(refocus);
    over = true;
    busy.value = true;
    const problem = await edit.commit(typed());
    busy.value = false;
    if (problem === undefined) edit.close(refocus && !gone);
    else if (gone) fail(`${edit.path}: ${problem}`);
    else {
      over = false;
      error.value = problem;
      focus();
    }
  }

  function leave(refocus = false): void {
    over = true;
    edit.close(refocus);
  }

  onBeforeUnmount(() => {
    gone = true;
    void keep();
    edit.close(false);
  });
  return { error, busy, keep, leave };
}
