import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cpuSeconds, memoryMib } from './process-figures.mjs';
import { startReaders } from './readers.mjs';
import { BothyServer, root, startBare } from './server.mjs';
import { histogramQuantile, median } from './statistics.mjs';

const rounds = 3;
const readers = 1_000;
const linesPerSecond = 100;
const seconds = 20;
const lines = linesPerSecond * seconds;

const printer = (go) =>
  [process.execPath, `${root}/ops/bench/programs/steady-printer.mjs`, go, linesPerSecond, seconds, 40].map(String);

/** Has the readers connect, lets the printing begin, and gives what they saw with the server's processor time for it. */
async function watch(pid, url, headers, go) {
  const watching = startReaders({ url, headers, readers, lines });
  await watching.connected;
  const before = cpuSeconds(pid);
  writeFileSync(go, '');
  const seen = await watching.figures;
  rmSync(go);
  return {
    whole: seen.whole,
    p50: histogramQuantile(seen.latencies, 0.5),
    p99: histogramQuantile(seen.latencies, 0.99),
    cpu: ((cpuSeconds(pid) - before) / seen.deliveries) * 1e6,
    memory: memoryMib(pid),
  };
}

async function ours(server, go) {
  const run = await server.startRun('steady');
  const url = `http://127.0.0.1:${server.port}/api/runs/${run.id}/events`;
  return watch(server.pid, url, { authorization: `Bearer ${server.token}` }, go);
}

async function bare(go) {
  const { program, url } = await startBare('bare-fanout', ...printer(go));
  try {
    return await watch(program.pid, `${url}/events`, {}, go);
  } finally {
    await program.stop();
  }
}

/** A thousand people watch one run. */
export async function fanout() {
  const go = join(tmpdir(), `bothy-bench-go-${process.pid}`);
  const server = await (await BothyServer.start()).setUp();
  const a = [];
  const b = [];
  try {
    await server.createBot('steady', printer(go));
    for (let round = 0; round < rounds; round += 1) {
      a.push(await ours(server, go));
      b.push(await bare(go));
    }
  } finally {
    rmSync(go, { force: true });
    await server.stop();
  }
  const row = (figure, key, unit) => ({
    figure,
    ours: median(a.map((each) => each[key])),
    bare: median(b.map((each) => each[key])),
    unit,
  });
  return [
    row(`readers of ${readers} that had every line`, 'whole', 'readers'),
    row('printed to read, p50', 'p50', 'ms'),
    row('printed to read, p99', 'p99', 'ms'),
    row('processor per million lines delivered', 'cpu', 's'),
    row('memory of the server afterwards', 'memory', 'MiB'),
  ];
}
