import { rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryMib, peakMemoryMib } from './process-figures.mjs';
import { startReaders } from './readers.mjs';
import { BothyServer, root } from './server.mjs';
import { histogramQuantile } from './statistics.mjs';

const readers = 20;
const linesPerSecond = 5_000;
const seconds = 10;
const lineBytes = 1_000;

/** Asks for the stream and never reads it: the kernel's buffers fill, and then the server's would. */
function stall(server, id) {
  const socket = connect(server.port, '127.0.0.1');
  socket.write(
    `GET /api/runs/${id}/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${server.token}\r\n\r\n`,
  );
  socket.pause();
  return socket;
}

async function watch(server, go, stallers) {
  const run = await server.startRun('torrent');
  const watching = startReaders({
    url: `http://127.0.0.1:${server.port}/api/runs/${run.id}/events`,
    headers: { authorization: `Bearer ${server.token}` },
    readers,
    lines: linesPerSecond * seconds,
  });
  await watching.connected;
  const sockets = Array.from({ length: stallers }, () => stall(server, run.id));
  const before = memoryMib(server.pid);
  writeFileSync(go, '');
  const seen = await watching.figures;
  rmSync(go);
  const grown = peakMemoryMib(server.pid) - before;
  for (const socket of sockets) socket.destroy();
  return { whole: seen.whole, p99: histogramQuantile(seen.latencies, 0.99), grown };
}

/** 50 MB pass by while one reader has stopped reading: do the others notice, does the server grow? */
export async function stalled() {
  const go = join(tmpdir(), `bothy-bench-go-${process.pid}`);
  const results = {};
  for (const stallers of [0, 1]) {
    const server = await (await BothyServer.start()).setUp();
    try {
      const program = `${root}/ops/bench/programs/steady-printer.mjs`;
      await server.createBot(
        'torrent',
        [process.execPath, program, go, linesPerSecond, seconds, lineBytes].map(String),
      );
      results[stallers] = await watch(server, go, stallers);
    } finally {
      rmSync(go, { force: true });
      await server.stop();
    }
  }
  const [without, beside] = [results[0], results[1]];
  return [
    { figure: `readers of ${readers} that had every line, none stalled`, ours: without.whole, unit: 'readers' },
    { figure: `readers of ${readers} that had every line, one more stalled`, ours: beside.whole, unit: 'readers' },
    { figure: 'printed to read, p99, none stalled', ours: without.p99, unit: 'ms' },
    { figure: 'printed to read, p99, one stalled', ours: beside.p99, unit: 'ms' },
    { figure: 'server grew meanwhile, none stalled', ours: without.grown, unit: 'MiB' },
    { figure: 'server grew meanwhile, one stalled', ours: beside.grown, unit: 'MiB' },
  ];
}
