import { expect, it, vi } from 'vitest';
import { closed } from './save-failure.js';
import { WorkerLine } from './worker-line.js';

function start() {
  const heard = new EventTarget();
  const postMessage = vi.fn<(message: unknown) => void>();
  const terminate = vi.fn<() => void>();
  const worker = {
    addEventListener: heard.addEventListener.bind(heard),
    postMessage,
    terminate,
  } as unknown as Worker;
  return { line: new WorkerLine(worker), heard, postMessage, terminate };
}

it('fails what waits and what is asked later once the worker has stopped', async () => {
  const { line, heard, postMessage, terminate } = start();
  const asked = line.ask('undo', {});
  heard.dispatchEvent(new ErrorEvent('error', { message: 'no memory' }));
  await expect(asked).rejects.toThrow('The worker stopped; open the file again: no memory.');
  await expect(line.ask('redo', {})).rejects.toThrow('open the file again');
  expect(postMessage).toHaveBeenCalledTimes(1);
  expect(terminate).toHaveBeenCalledTimes(1);
});

it('fails what waits when the save is closed, so that nobody is told', async () => {
  const { line } = start();
  const asked = line.ask('undo', {});
  line.end(closed());
  await expect(asked).rejects.toMatchObject({ code: 'closed', told: true });
});

it('asks nothing that was called off before, and calls off what is', async () => {
  const { line, postMessage } = start();
  await expect(line.ask('undo', {}, { signal: AbortSignal.abort('before') })).rejects.toBe('before');
  expect(postMessage).not.toHaveBeenCalled();
  const later = new AbortController();
  const asked = line.ask('search', { text: 'x' }, { signal: later.signal });
  later.abort('later');
  await expect(asked).rejects.toBe('later');
  expect(postMessage).toHaveBeenLastCalledWith({ cancel: 2 }, []);
});
