import { ManualClock } from '../clock/manual-clock.js';
import { MemoryThrottleStore } from './memory-throttle-store.js';
import { throttleStoreContract } from './throttle-store.contract.js';

throttleStoreContract('memory', () => {
  const clock = new ManualClock();
  return Promise.resolve({
    store: new MemoryThrottleStore(clock),
    pass: (milliseconds) => Promise.resolve(clock.advance(milliseconds)),
  });
});
