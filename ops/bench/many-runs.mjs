import { Agent, request } from 'node:http';
import { BothyServer, startBare } from './server.mjs';
import { median } from './statistics.mjs';

const usual = { rounds: 3, serial: 60, parallel: 240, at: 16 };

/** One run from its start to its end; the answer is held until then. */
function runOnce({ url, headers, agent }) {
  return new Promise((done, failed) => {
    const all = { ...headers, 'content-type': 'application/json' };
    const asking = request(`${url}/api/bots/true/runs?wait=60`, { method: 'POST', agent, headers: all }, (answer) => {
      answer.resume();
      answer.on('end', () => (answer.statusCode === 201 ? done() : failed(new Error(`answered ${answer.statusCode}`))));
    });
    asking.on('error', failed);
    asking.end('{}');
  });
}

/** Runs a minute, so many at a time. */
async function rate(target, count, at) {
  let left = count;
  const began = performance.now();
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      await runOnce(target);
    }
  };
  await Promise.all(Array.from({ length: at }, worker));
  return (count / (performance.now() - began)) * 60_000;
}

async function measure(ours, theirs, { rounds, serial, parallel, at }) {
  const seen = { serial: [[], []], parallel: [[], []] };
  for (const target of [ours, theirs]) await rate(target, serial, 1);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, target] of [ours, theirs].entries()) {
      seen.serial[index].push(await rate(target, serial, 1));
      seen.parallel[index].push(await rate(target, parallel, at));
    }
  }
  const row = (figure, [a, b]) => ({ figure, ours: median(a), bare: median(b), unit: 'runs/min', aim: '≥ 0.8×' });
  return [
    row('runs of /bin/true, one after another', seen.serial),
    row(`runs of /bin/true, ${at} at a time`, seen.parallel),
  ];
}

/** How many short runs go through in a minute. */
export async function manyRuns(given = {}) {
  const agent = new Agent({ keepAlive: true });
  const server = await (await BothyServer.start()).setUp();
  try {
    await server.createBot('true', ['/bin/true']);
    const bare = await startBare('bare-spawn', { env: { BOTHY_BENCH_PROGRAM: '/bin/true' } });
    const headers = { authorization: `Bearer ${server.token}` };
    const ours = { url: server.url.replace('localhost', '127.0.0.1'), headers, agent };
    try {
      return await measure(ours, { url: bare.url, headers: {}, agent }, { ...usual, ...given });
    } finally {
      await bare.program.stop();
    }
  } finally {
    await server.stop();
    agent.destroy();
  }
}
