import { onBeforeUnmount, shallowRef } from 'vue';
import { api } from '../../../app/api/index.js';
import { saveFile } from '../../../ui/save-file.js';
import { useToasts } from '../../../ui/toasts.js';

/** A file on its way into the page. */
interface Fetching {
  readonly name: string;
  readonly received: number;
  /** Null: the server did not say. */
  readonly total: number | null;
}

/** Tells `on` of all that has passed so far. */
const counting = (on: (bytes: number) => void): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> => {
  let bytes = 0;
  return new TransformStream({
    transform(chunk, out) {
      out.enqueue(chunk);
      on((bytes += chunk.byteLength));
    },
  });
};

/**
 * Downloads a file of a tool for members only: a link cannot carry the token, so the page fetches it, and hands it over
 * when all of it is there. One at a time; leaving the page calls it off.
 */
export function useFileFetch() {
  const now = shallowRef<Fetching | null>(null);
  const { fail } = useToasts();
  let aborter: AbortController | undefined;
  const cancel = () => aborter?.abort();

  async function start(tool: string, version: string, file: string): Promise<void> {
    const { signal } = (aborter = new AbortController());
    now.value = { name: file, received: 0, total: null };
    try {
      const params = { tool, version, file };
      const response = await api.open('GET /d/:tool/:version/:file', { params, signal }, { Accept: '*/*' });
      const total = Number(response.headers.get('content-length')) || null;
      const counted = response.body?.pipeThrough(counting((received) => (now.value = { name: file, received, total })));
      await saveFile(new Response(counted, { headers: response.headers }), file);
    } catch (error) {
      if (!signal.aborted) fail(error);
    } finally {
      now.value = null;
    }
  }

  onBeforeUnmount(cancel);
  return { now, start, cancel };
}
