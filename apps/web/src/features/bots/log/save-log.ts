import type { Run } from '@bothy/contracts';
import { api } from '../../../app/api/index.js';
import { saveFile } from '../../../ui/save-file.js';

/** Saves the whole log of an attempt as a text file. */
export async function saveLog(run: Run, attempt: number): Promise<void> {
  const response = await api.open(
    'GET /api/runs/:id/log',
    { params: { id: run.id }, query: { attempt } },
    { Accept: 'text/plain' },
  );
  await saveFile(response, `${run.botSlug}-${run.number}${run.attempt > 1 ? `-attempt-${attempt}` : ''}.log`);
}
