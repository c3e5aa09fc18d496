import type { Run } from '@bothy/contracts';
import { api } from '../../../app/api/index.js';
import { useToasts } from '../../../ui/toasts.js';
import { InputQueue } from './input-queue.js';

/** Types into the terminal of a run. */
export function useInput(run: () => Run): InputQueue {
  const { fail } = useToasts();
  return new InputQueue(
    (text) => api.call('POST /api/runs/:id/input', { params: { id: run().id }, body: { text } }),
    fail,
  );
}
