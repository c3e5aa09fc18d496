import { onBeforeUnmount, onMounted, ref } from 'vue';

/** A question stands before the page, and is answered first. */
const isAsked = () => document.querySelector('[role=dialog]') !== null;

/** Files may be dropped anywhere on the page, but not while a dialog is open; `over` while one is held above it. */
export function useFileDrop(take: (file: File) => void) {
  const over = ref(false);
  /** Each element that is entered is left again; the page itself is left with the last one. */
  let depth = 0;
  const holdsFile = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

  const onEnter = (event: DragEvent): void => {
    if (!holdsFile(event)) return;
    depth += 1;
    over.value = !isAsked();
  };
  const onLeave = (event: DragEvent): void => {
    if (!holdsFile(event)) return;
    depth = Math.max(0, depth - 1);
    over.value = depth > 0 && !isAsked();
  };
  const onOver = (event: DragEvent): void => {
    if (!holdsFile(event)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = isAsked() ? 'none' : 'copy';
  };
  const onDrop = (event: DragEvent): void => {
    if (!holdsFile(event)) return;
    event.preventDefault();
    depth = 0;
    over.value = false;
    const file = event.dataTransfer?.files[0];
    if (file && !isAsked()) take(file);
  };

  const listeners = { dragenter: onEnter, dragleave: onLeave, dragover: onOver, drop: onDrop } as const;
  onMounted(() => {
    for (const [name, listener] of Object.entries(listeners))
      document.addEventListener(name, listener as EventListener);
  });
  onBeforeUnmount(() => {
    for (const [name, listener] of Object.entries(listeners))
      document.removeEventListener(name, listener as EventListener);
  });
  return { over };
}
