import { fork } from 'node:child_process';
import { once } from 'node:events';
import { root } from './server.mjs';

/** Starts readers in a process of their own; `connected` and then `figures` settle as they get there. */
export function startReaders(order) {
  const child = fork(`${root}/ops/bench/programs/readers.mjs`, { stdio: 'inherit' });
  child.send(order);
  const failed = once(child, 'exit').then(([code]) => Promise.reject(new Error(`the readers ended with ${code}`)));
  failed.catch(() => undefined);
  const connected = once(child, 'message');
  const figures = connected.then(() => once(child, 'message')).then(([told]) => told);
  return { connected: Promise.race([connected, failed]), figures: Promise.race([figures, failed]) };
}
