import type { KeptSave } from '@bothy/contracts';
import { keeper, ProblemError } from '../../../app/api/index.js';

/** Uploads a file to be kept. Its body is the file itself, where the calls of the contract send JSON. */
export async function sendVersion(name: string, content: Blob): Promise<KeptSave> {
  const token = keeper.token;
  const response = await post(name, content, token);
  if (response.status === 401 && token) {
    const fresh = await keeper.renew(token);
    if (fresh) return keptOf(await post(name, content, fresh));
  }
  return keptOf(response);
}

async function post(name: string, content: Blob, token: string | null): Promise<Response> {
  try {
    return await fetch(`/api/ue4/kept?${new URLSearchParams({ name })}`, {
      method: 'POST',
      headers: {
        Accept: 'application/json',
        'Content-Type': 'application/octet-stream',
        ...(token && { Authorization: `Bearer ${token}` }),
      },
      body: content,
    });
  } catch {
    throw ProblemError.unreachable();
  }
}

async function keptOf(response: Response): Promise<KeptSave> {
  if (!response.ok) throw await ProblemError.from(response);
  return (await response.json()) as KeptSave;
}
