import { spawn } from 'node:child_process';
import { cpuSeconds, peakMemoryMib } from './process-figures.mjs';
import { BothyServer, root } from './server.mjs';
import { median } from './statistics.mjs';

const usual = { rounds: 3, count: Number(process.env.BOTHY_BENCH_LINES ?? 1_000_000), masked: false };
const line = 'a line of two hundred bytes '.repeat(8).slice(0, 199).trim().replaceAll(' ', '-');
const commandFor = (count) => ['sh', '-c', `yes ${line} | head -n ${count}`];

async function ours(server, count) {
  const before = cpuSeconds(server.pid) + cpuSeconds(server.runnerPid);
  const run = await server.startRun('torrent');
  const ended = await server.finished(run.id);
  if (ended.lineCount !== count) throw new Error(`${ended.lineCount} of ${count} lines`);
  const wallMs = Date.parse(ended.finishedAt) - Date.parse(ended.startedAt);
  const cpu = cpuSeconds(server.pid) + cpuSeconds(server.runnerPid) - before;
  const figures = {
    wall: count / (wallMs / 1000),
    cpu: count / cpu,
    api: peakMemoryMib(server.pid),
    runner: peakMemoryMib(server.runnerPid),
  };
  return figures;
}

/** A raw read of the same pipe, which counts line ends and keeps nothing. */
function bare(command) {
  return new Promise((told, failed) => {
    const child = spawn(process.execPath, [`${root}/ops/bench/programs/bare-pipe.mjs`, ...command], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.on('data', (part) => (text += part));
    child.on('error', failed);
    child.on('close', () => {
      const { lines, wallMs, cpuMs } = JSON.parse(text);
      told({ wall: lines / (wallMs / 1000), cpu: lines / (cpuMs / 1000) });
    });
  });
}

/** A bot that holds a secret has all that it prints searched for it, in all the ways in which it may be written. */
async function createBot(server, command, masked) {
  const name = 'BENCH_TOKEN';
  if (masked) await server.call('PUT', `/api/secrets/${name}`, { value: 'n3ver-prin7ed-by-7his-bo7', bots: '*' });
  await server.createBot('torrent', command, masked ? { secrets: [name] } : {});
}

/** A bot that prints as fast as it can: all of it is framed, written to disk and indexed. */
export async function lines(given = {}) {
  const { rounds, count, masked } = { ...usual, ...given };
  const command = commandFor(count);
  const server = await (await BothyServer.start()).setUp();
  const a = [];
  const b = [];
  try {
    await createBot(server, command, masked);
    for (let round = 0; round < rounds; round += 1) {
      a.push(await ours(server, count));
      b.push(await bare(command));
    }
  } finally {
    await server.stop();
  }
  const of = (list, key) => median(list.map((each) => each[key]));
  const named = `${count.toLocaleString('en')} lines of 200 B${masked ? ', masked' : ''}`;
  return [
    { figure: `${named}, by the clock`, ours: of(a, 'wall'), bare: of(b, 'wall'), unit: 'lines/s' },
    { figure: `${named}, by processor time`, ours: of(a, 'cpu'), bare: of(b, 'cpu'), unit: 'lines/s' },
    { figure: 'server at its highest', ours: of(a, 'api'), unit: 'MiB' },
    { figure: 'runner at its highest', ours: of(a, 'runner'), unit: 'MiB' },
  ];
}
