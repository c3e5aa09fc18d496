import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cpuSeconds, memoryMib } from './process-figures.mjs';
import { startReaders } from './readers.mjs';
import { BothyServer, root, startBare } from './server.mjs';
import { histogramQuantile, median } from './statistics.mjs';

const usual = { rounds: 3, readers: 1_000, linesPerSecond: 100, seconds: 20 };

/** A bot that begins to print once the file `go` is there. */
export const printer = (go, { linesPerSecond, seconds }) =>
  [process.execPath, `${root}/ops/bench/programs/steady-printer.mjs`, go, linesPerSecond, seconds, 40].map(String);

/** A name for a file that is not there yet. */
export const freshGo = () => join(mkdtempSync(join(tmpdir(), 'bothy-bench-')), 'go');
export const removeGo = (go) => rmSync(dirname(go), { recursive: true, force: true });

/** Has the readers connect, lets the printing begin, and gives what they saw with the server's processor time for it. */
export async function watch(pid, url, headers, go, { readers, linesPerSecond, seconds }) {
  const watching = startReaders({ url, headers, readers, lines: linesPerSecond * seconds });
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

async function ours(server, go, load) {
  const run = await server.startRun('steady');
  const url = `http://127.0.0.1:${server.port}/api/runs/${run.id}/events`;
  return watch(server.pid, url, { authorization: `Bearer ${server.token}` }, go, load);
}

async function bare(go, load) {
  const { program, url } = await startBare('bare-fanout', { args: printer(go, load) });
  try {
    return await watch(program.pid, `${url}/events`, {}, go, load);
  } finally {
    await program.stop();
  }
}

/** A thousand people watch one run. */
export async function fanout(given = {}) {
  const load = { ...usual, ...given };
  const go = freshGo();
  const server = await (await BothyServer.start()).setUp();
  const a = [];
  const b = [];
  try {
    await server.createBot('steady', printer(go, load));
    for (let round = 0; round < load.rounds; round += 1) {
      a.push(await ours(server, go, load));
      b.push(await bare(go, load));
    }
  } finally {
    removeGo(go);
    await server.stop();
  }
  const row = (figure, key, unit) => ({
    figure,
    ours: median(a.map((each) => each[key])),
    bare: median(b.map((each) => each[key])),
    unit,
  });
  return [
    row(`readers of ${load.readers} that had every line`, 'whole', 'readers'),
    row('printed to read, p50', 'p50', 'ms'),
    row('printed to read, p99', 'p99', 'ms'),
    row('processor per million lines delivered', 'cpu', 's'),
    row('memory of the server afterwards', 'memory', 'MiB'),
  ];
}
