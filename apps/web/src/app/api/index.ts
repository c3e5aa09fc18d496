import { ApiClient } from './api-client.js';
import { Demands } from './demands.js';
import { SessionKeeper } from './session-keeper.js';

let queue: Promise<unknown> = Promise.resolve();

/** `navigator.locks` is missing on plain http; one tab at least then keeps its own order. */
function exclusive<T>(work: () => Promise<T>): Promise<T> {
  if ('locks' in navigator) return navigator.locks.request('bothy.refresh', work) as Promise<T>;
  const turn = queue.then(work, work);
  queue = turn.catch(() => undefined);
  return turn;
}

export const keeper = new SessionKeeper({
  fetch: (...args) => fetch(...args),
  channel: 'BroadcastChannel' in window ? new BroadcastChannel('bothy.session') : null,
  exclusive,
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
});
export const demands = new Demands();
export const api = new ApiClient(keeper, demands);
export type { Act } from './demands.js';
export { ProblemError } from './problem-error.js';
export { followEvents } from './event-stream.js';
