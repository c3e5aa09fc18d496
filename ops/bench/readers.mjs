import { fork } from 'node:child_process';
import { once } from 'node:events';
import { root } from './server.mjs';

const longestMs = 300_000;

/** Starts readers in a process of their own; `connected` and then `figures` settle as they get there. */
export function startReaders(order) {
  const child = fork(`${root}/ops/bench/programs/readers.mjs`, { stdio: 'inherit' });
  child.send(order);
  const late = setTimeout(() => child.kill(), longestMs);
  child.once('exit', () => clearTimeout(late));
  const failed = once(child, 'exit').then(([code, signal]) =>
    Promise.reject(new Error(`the readers ended with ${code ?? signal}`)),
  );
  failed.catch(() => undefined);
  const connected = once(child, 'message');
  const told = connected.then(() => once(child, 'message')).then(([all]) => all);
  const figures = Promise.race([told, failed]);
  // Whoever waits for the connections hears of it first.
  figures.catch(() => undefined);
  return { connected: Promise.race([connected, failed]), figures };
}
