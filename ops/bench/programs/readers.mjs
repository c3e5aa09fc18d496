// Many readers of one event stream, in a process of their own so that they do not disturb what is measured.
// Message in: {url, headers, readers, lines}. Messages out: 'connected' once all are, then the figures.
import { Agent, get } from 'node:http';

const agent = new Agent({ keepAlive: false, maxSockets: Infinity });
const latencies = Array.from({ length: 20_000 }, () => 0);
/** All readers are sent the same bytes, so an event is taken apart once. */
const known = new Map();

function linesOf(event) {
  let lines = known.get(event);
  if (lines) return lines;
  const data = /^data: (.*)$/m.exec(event)?.[1] ?? '{}';
  const all = /^event: log$/m.test(event) ? JSON.parse(data).lines : [];
  lines = all.map((line) => ({ seq: line.seq, at: Number(/^at (\d+)/.exec(line.text)?.[1]) }));
  if (known.size > 2_000) known.clear();
  known.set(event, lines);
  return lines;
}

function take(reader, event) {
  if (event.includes('event: end')) reader.ended = true;
  const now = Date.now();
  for (const { seq, at } of linesOf(event)) {
    if (seq !== reader.last + 1) reader.gaps += 1;
    reader.last = seq;
    latencies[Math.max(0, Math.min(latencies.length - 1, now - at))] += 1;
  }
}

function read({ url, headers }, onConnected) {
  const reader = { last: 0, gaps: 0, ended: false };
  const done = new Promise((ended, failed) => {
    get(url, { agent, headers }, (response) => {
      if (response.statusCode !== 200) return failed(new Error(`answered ${response.statusCode}`));
      onConnected();
      let rest = '';
      response.setEncoding('utf8');
      response.on('data', (text) => {
        const events = (rest + text).split('\n\n');
        rest = events.pop();
        for (const event of events) take(reader, event);
      });
      response.on('end', () => ended(reader));
      response.on('error', failed);
    }).on('error', failed);
  });
  return done;
}

/** More of them at once than the kernel queues for a server, and it would drop some. */
const mostUnanswered = 200;

process.once('message', async (order) => {
  let connected = 0;
  const onConnected = () => {
    connected += 1;
    if (connected === order.readers) process.send('connected');
  };
  const readers = [];
  for (let count = 0; count < order.readers; count += 1) {
    readers.push(read(order, onConnected));
    while (readers.length - connected > mostUnanswered) await new Promise((later) => setTimeout(later, 2));
    if (count % 50 === 49) await new Promise((later) => setTimeout(later, 10));
  }
  const all = await Promise.all(readers);
  const whole = all.filter((reader) => reader.last === order.lines && reader.gaps === 0 && reader.ended).length;
  process.send({ whole, deliveries: all.reduce((sum, reader) => sum + reader.last, 0), latencies }, () =>
    process.disconnect(),
  );
});
