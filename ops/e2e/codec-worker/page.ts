const worker = new Worker('/worker.js', { type: 'module' });

/** Fetches a save, has the worker work on it, and gives what it found. */
async function askWorker(path: string): Promise<unknown> {
  const bytes = new Uint8Array(await (await fetch(path)).arrayBuffer());
  const answer = new Promise<MessageEvent<{ results?: unknown; error?: string }>>((resolve, reject) => {
    worker.addEventListener('message', resolve, { once: true });
    worker.addEventListener('error', (event) => reject(new Error(event.message)), { once: true });
  });
  worker.postMessage(bytes, [bytes.buffer]);
  const { data } = await answer;
  if (data.error !== undefined) throw new Error(data.error);
  return data.results;
}

Object.assign(globalThis, { askWorker });
