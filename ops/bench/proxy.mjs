import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { columns } from '../testing/table.mjs';
import { cpuSeconds, memoryMib, peakMemoryMib } from './process-figures.mjs';
import { startOrigin, startWays, stopWays } from './proxy-ways.mjs';
import { root } from './server.mjs';
import { median, quantile } from './statistics.mjs';

const usual = { rounds: 5, sizeBytes: 1024 ** 3, slowClients: 50, slowBytesPerSecond: 64 * 1024, seconds: 8 };
const run = promisify(execFile);

const read = async (url, sizeBytes) => {
  const { stdout } = await run(process.execPath, [`${root}/ops/bench/programs/proxy-reader.mjs`, url]);
  const { status, bytes, seconds } = JSON.parse(stdout);
  if (status !== 200 || bytes !== sizeBytes) throw new Error(`${url} answered ${status} and ${bytes} bytes`);
  return sizeBytes / 1e6 / seconds;
};

/** Every way once in each round, so that what else the machine does falls on all of them. */
async function races(origin, ways, { rounds, sizeBytes }) {
  const seen = new Map(ways.map(({ name }) => [name, { speeds: [], cpu: [] }]));
  const direct = [];
  for (let round = 0; round < rounds; round += 1) {
    direct.push(await read(origin.file, sizeBytes));
    for (const { name, file, pid } of ways) {
      const before = cpuSeconds(pid);
      seen.get(name).speeds.push(await read(file, sizeBytes));
      seen.get(name).cpu.push((cpuSeconds(pid) - before) / (sizeBytes / 1024 ** 3));
    }
  }
  const raced = ways.map((way) => {
    const { speeds, cpu } = seen.get(way.name);
    return { ...way, speeds, speed: median(speeds), cpu: median(cpu), peak: peakMemoryMib(way.pid) };
  });
  return { direct: median(direct), raced };
}

const answerMs = async (url) => {
  const began = performance.now();
  await (await fetch(url)).arrayBuffer();
  return performance.now() - began;
};

/** What slow clients cost, and what others notice of them. */
async function slow({ file, health, pid }, { slowClients, slowBytesPerSecond, seconds }) {
  for (let warm = 0; warm < 50; warm += 1) await answerMs(health);
  const before = memoryMib(pid);
  const args = [`${root}/ops/bench/programs/proxy-slow.mjs`, file, String(slowClients), String(slowBytesPerSecond)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  try {
    await Promise.race([
      once(child.stdout, 'data'),
      exited.then(() => Promise.reject(new Error('slow clients ended'))),
    ]);
    let most = 0;
    const times = [];
    for (const until = Date.now() + seconds * 1000; Date.now() < until; await sleep(10)) {
      times.push(await answerMs(health));
      most = Math.max(most, memoryMib(pid));
    }
    if (child.exitCode !== null) throw new Error('a slow client was cut off');
    return { each: (most - before) / slowClients, p99: quantile(times, 0.99) };
  } finally {
    child.kill();
    await exited;
  }
}

const show = (direct, ways, { slowClients }) => {
  const tell = (value, digits) => (value === undefined ? '' : value.toFixed(digits));
  const rows = ways.map(({ name, speed, cpu, peak, each, p99 }) => [
    name,
    tell(speed, 0),
    tell(cpu, 2),
    tell(peak, 0),
    tell(each, 2),
    tell(p99, 1),
  ]);
  const head = ['through', 'MB/s', 'CPU s/GiB', 'peak MiB', `MiB per slow client of ${slowClients}`, 'small p99 ms'];
  console.log(`\n${columns([head, ['(directly)', tell(direct, 0), '', '', '', ''], ...rows])}\n`);
};

/** One large file through Bothy and others, from the same origin, in one run. */
export async function proxy(given = {}) {
  const load = { ...usual, ...given };
  const origin = await startOrigin(load.sizeBytes);
  if (!origin) {
    console.log('nginx is not installed: there is no origin fast enough to measure against.');
    return [];
  }
  let ways = [];
  try {
    ways = await startWays(origin, load.server);
    const { direct, raced } = await races(origin, ways, load);
    for (const way of raced) Object.assign(way, await slow(way, load));
    show(direct, raced, load);
    return rowsOf(raced);
  } finally {
    await stopWays(ways);
    await origin.stop();
  }
}

const rowsOf = (raced) => {
  const by = Object.fromEntries(raced.map((way) => [way.name, way]));
  const [ours, bare] = [by['Bothy'], by['bare Node']];
  const row = (figure, key, unit, aim) => ({ figure, ours: ours[key], bare: bare[key], unit, aim });
  const beside = (name, aim) =>
    by[name] ? [{ figure: `throughput over that of ${name}`, ours: ours.speed / by[name].speed, unit: '×', aim }] : [];
  return [
    row('throughput', 'speed', 'MB/s'),
    ...beside('Caddy', '≥ 1.0'),
    ...beside('nginx'),
    row('processor per GiB', 'cpu', 's', '≤ 1.0'),
    row('peak memory', 'peak', 'MiB'),
    row('memory per slow client', 'each', 'MiB', '≤ 0.7'),
    row('small requests beside slow clients, p99', 'p99', 'ms', '≤ 20'),
  ];
};
