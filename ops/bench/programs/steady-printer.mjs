// A bot that prints lines at an even pace, each with the time it was printed at, once the file it waits for is there.
// Arguments: file to wait for, lines per second, seconds, bytes of filling per line.
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const [go, rate, seconds, filling] = [process.argv[2], ...process.argv.slice(3).map(Number)];
const longestWaitMs = 120_000;
// Whoever was to make the file may be gone.
for (let waitedMs = 0; !existsSync(go); waitedMs += 20) {
  if (waitedMs > longestWaitMs) process.exit(1);
  await sleep(20);
}
const began = Date.now();
const total = rate * seconds;
const fill = 'x'.repeat(filling);
for (let printed = 0; printed < total;) {
  const due = Math.min(total, Math.ceil(((Date.now() - began) / 1000) * rate));
  let text = '';
  for (; printed < due; printed += 1) text += `at ${Date.now()} ${fill}\n`;
  if (text !== '' && !process.stdout.write(text)) await new Promise((drained) => process.stdout.once('drain', drained));
  await sleep(1000 / Math.min(rate, 200));
}
