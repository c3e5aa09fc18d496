import type { Run } from '@bothy/contracts';
import { api } from '../../../app/api/index.js';
import { saveFile } from '../../../ui/save-file.js';

/** Saves the whole log as a text file. */
export async function saveLog(run: Run): Promise<void> {
  const response = await api.open(
    'GET /api/runs/:id/log',
    { params: { id: run.id }, query: { attempt: run.attempt } },
    { Accept: 'text/plain' },
  );
  await saveFile(response, `${run.botSlug}-${run.number}.log`);
}
