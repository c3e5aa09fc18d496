import { onBeforeUnmount, onMounted, shallowRef } from 'vue';
import { onBeforeRouteLeave } from 'vue-router';
import { byteSize } from '../../../ui/time-words.js';
import { OpenSave, type Progress } from '../open-save.js';

/** More than this is not opened: all of it is held in memory, more than once. */
const mostBytes = 1024 ** 3;

/** What is asked before changes are lost. */
interface Question {
  readonly title: string;
  readonly act: string;
  readonly answer: (goOn: boolean) => void;
}

/** The save of the page: opened from a file, kept while one works on it, and let go of after asking. */
export function useOpenSave() {
  const save = shallowRef<OpenSave | null>(null);
  const opening = shallowRef<{ name: string; size: number; progress: Progress } | null>(null);
  const error = shallowRef<{ name: string; message: string } | null>(null);
  const question = shallowRef<Question | null>(null);
  const hasChanges = () => save.value?.state.value.changed ?? false;
  let calledOff = new AbortController();

  function ask(title: string, act: string): Promise<boolean> {
    if (!hasChanges()) return Promise.resolve(true);
    return new Promise((resolve) => {
      question.value = {
        title,
        act,
        answer: (goOn) => {
          question.value = null;
          resolve(goOn);
        },
      };
    });
  }

  async function open(file: Blob, name: string): Promise<void> {
    error.value = null;
    if (file.size > mostBytes) {
      error.value = { name, message: `It has ${byteSize(file.size)}; this page opens files of up to 1 GiB.` };
      return;
    }
    if (!(await ask(`Open ${name} instead?`, 'Open it'))) return;
    calledOff.abort();
    const own = (calledOff = new AbortController());
    const show = (progress: Progress) => (opening.value = { name, size: file.size, progress });
    show({ phase: 'reading', done: 0, of: file.size });
    try {
      const opened = await OpenSave.open(file, name, show, own.signal);
      save.value?.close();
      save.value = opened;
    } catch (problem) {
      if (!own.signal.aborted)
        error.value = { name, message: problem instanceof Error ? problem.message : String(problem) };
    } finally {
      if (own === calledOff) opening.value = null;
    }
  }

  function cancel(): void {
    calledOff.abort();
    opening.value = null;
  }

  async function close(): Promise<void> {
    if (!(await ask('Close without a download?', 'Close it'))) return;
    save.value?.close();
    save.value = null;
  }

  const onUnload = (event: BeforeUnloadEvent): void => {
    if (hasChanges()) event.preventDefault();
  };
  onMounted(() => addEventListener('beforeunload', onUnload));
  onBeforeRouteLeave(() => ask('Leave without a download?', 'Leave'));
  onBeforeUnmount(() => {
    removeEventListener('beforeunload', onUnload);
    calledOff.abort();
    save.value?.close();
  });
  return { save, opening, error, question, open, cancel, close };
}
