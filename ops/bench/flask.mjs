import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { freePort } from '../testing/free-port.mjs';
import { freshGo, printer, removeGo, watch } from './fanout.mjs';
import { cpuSeconds } from './process-figures.mjs';
import { BothyServer, root, startProgram } from './server.mjs';

const usual = { readers: 1_000, linesPerSecond: 100, seconds: 10 };

/** Debian: python3-flask, gunicorn, python3-gevent. */
const isThere = () =>
  spawnSync('/usr/bin/python3', ['-c', 'import flask, gevent, gunicorn'], { stdio: 'ignore' }).status === 0;

async function theirs(go, load) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const args = ['-m', 'gunicorn', '--worker-class', 'gevent', '--workers', '1', '--worker-connections', '2000'];
  const env = {
    BOTHY_BENCH_PRINTER: JSON.stringify(printer(go, load)),
    PYTHONPATH: `${root}/ops/bench/programs`,
    PYTHONDONTWRITEBYTECODE: '1',
  };
  const more = ['--log-level', 'error', '--bind', `127.0.0.1:${port}`, 'flask_sse:app'];
  const { program } = await startProgram('/usr/bin/python3', [...args, ...more], `${url}/health`, env);
  try {
    // All the work is done by the one worker beneath the process that was started.
    const worker = Number(
      readFileSync(`/proc/${program.pid}/task/${program.pid}/children`, 'utf8').trim().split(' ')[0],
    );
    return await timed(worker, () => watch(worker, `${url}/events`, {}, go, load));
  } finally {
    await program.stop();
  }
}

async function ours(go, load) {
  const server = await (await BothyServer.start()).setUp();
  try {
    await server.createBot('steady', printer(go, load));
    const run = await server.startRun('steady');
    const url = `http://127.0.0.1:${server.port}/api/runs/${run.id}/events`;
    return await timed(server.pid, () => watch(server.pid, url, { authorization: `Bearer ${server.token}` }, go, load));
  } finally {
    await server.stop();
  }
}

async function timed(pid, work) {
  const before = cpuSeconds(pid);
  const seen = await work();
  return { ...seen, used: cpuSeconds(pid) - before };
}

/** The same fan-out by Flask under gunicorn with gevent, a line an event, where Debian's packages for it are there. */
export async function flask(given = {}) {
  const load = { ...usual, ...given };
  const what = `${load.readers} readers × ${load.linesPerSecond} lines/s, in place of bare Node: Flask + gunicorn + gevent`;
  if (!isThere()) {
    console.log('  left out: Flask (on Debian: apt install python3-flask gunicorn python3-gevent)');
    return [];
  }
  const go = freshGo();
  try {
    const [peer, mine] = [await theirs(go, load), await ours(go, load)];
    const perSecond = (seen) => 1e6 / seen.cpu;
    return [
      {
        figure: `${what}; delivered in a second of processor`,
        ours: perSecond(mine),
        bare: perSecond(peer),
        unit: 'lines',
        aim: '≥ 25×',
      },
      { figure: `${what}; printed to read, p99`, ours: mine.p99, bare: peer.p99, unit: 'ms' },
      {
        figure: `${what}; readers that had every line`,
        ours: mine.whole,
        bare: peer.whole,
        unit: `of ${load.readers}`,
      },
    ];
  } finally {
    removeGo(go);
  }
}
