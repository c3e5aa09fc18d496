import { onBeforeUnmount, onMounted, shallowRef } from 'vue';
import { onBeforeRouteLeave } from 'vue-router';
import { byteSize } from '../../../ui/time-words.js';
import { useToasts } from '../../../ui/toasts.js';
import { OpenSave, type Progress } from '../open-save.js';
import { mostBytes } from '../open-limit.js';

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
  const hasChanges = () => save.value?.unsaved.value ?? false;
  const { fail } = useToasts();
  let calledOff = new AbortController();

  function ask(title: string, act: string): Promise<boolean> {
    // One thing is asked at a time: what was asked before is not done.
    question.value?.answer(false);
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

  /** Beside an open save it is said in passing: the save stays. */
  function refuse(name: string, message: string): void {
    if (save.value) fail(`${name} did not open. ${message}`);
    else error.value = { name, message };
  }

  async function open(file: Blob, name: string): Promise<void> {
    error.value = null;
    if (file.size > mostBytes) {
      return refuse(name, `It has ${byteSize(file.size)}; this page opens files of up to 1 GiB.`);
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
      if (!own.signal.aborted) refuse(name, problem instanceof Error ? problem.message : String(problem));
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
    question.value?.answer(false);
    calledOff.abort();
    save.value?.close();
  });
  return { save, opening, error, question, open, cancel, close };
}
