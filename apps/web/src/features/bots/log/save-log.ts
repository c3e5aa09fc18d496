import type { Run } from '@bothy/contracts';
import { api } from '../../../app/api/index.js';

/** Saves the whole log as a text file. A link cannot carry the token, so the text is fetched and handed over. */
export async function saveLog(run: Run): Promise<void> {
  const response = await api.open(
    'GET /api/runs/:id/log',
    { params: { id: run.id }, query: { attempt: run.attempt } },
    { Accept: 'text/plain' },
  );
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = `${run.botSlug}-${run.number}.log`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
