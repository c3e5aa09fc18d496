import { Agent, request } from 'node:http';
import { BothyServer, root, startBare } from './server.mjs';
import { median, quantile } from './statistics.mjs';

const rounds = 10;
const perRound = 20;
const longestSilenceMs = 30_000;
const agent = new Agent({ keepAlive: true });

const ask = (url, method, path, headers, body) =>
  new Promise((answered, failed) => {
    const asking = request(url + path, { method, agent, headers, timeout: longestSilenceMs }, answered);
    asking.on('timeout', () => asking.destroy(new Error(`${method} ${path} was silent for ${longestSilenceMs} ms`)));
    asking.on('error', failed);
    asking.end(body);
  });

async function startOne(target) {
  const answer = await ask(
    target.url,
    'POST',
    '/api/bots/echo/runs',
    { ...target.headers, 'content-type': 'application/json' },
    '{}',
  );
  let text = '';
  for await (const chunk of answer) text += chunk;
  return JSON.parse(text).id;
}

async function untilFirstLine(target, id) {
  const answer = await ask(target.url, 'GET', `/api/runs/${id}/events`, {
    ...target.headers,
    accept: 'text/event-stream',
  });
  let text = '';
  let seenAt = 0;
  for await (const chunk of answer) {
    text += chunk;
    if (seenAt === 0 && text.includes('event: log')) seenAt = performance.now();
  }
  if (seenAt === 0) throw new Error(`no line came: ${text}`);
  return seenAt;
}

async function measure(target, latencies) {
  for (let count = 0; count < perRound; count += 1) {
    const began = performance.now();
    const id = await startOne(target);
    latencies.push((await untilFirstLine(target, id)) - began);
  }
}

/**
 * From the request that starts /bin/echo to its line on the event stream, one run at a time.
 *
 * @param ballastMib so much more memory held by the server and by the bare one
 */
export async function spawnLatency({ ballastMib = 0 } = {}) {
  const ballast = ballastMib === 0 ? [] : ['--import', `${root}/ops/bench/programs/ballast.mjs`];
  const env = { BOTHY_BENCH_BALLAST_MIB: String(ballastMib) };
  const server = await (await BothyServer.start({ args: [...ballast, 'apps/api/dist/main.js'], env })).setUp();
  try {
    await server.createBot('echo', ['/bin/echo', 'hello']);
    const ours = {
      url: server.url.replace('localhost', '127.0.0.1'),
      headers: { authorization: `Bearer ${server.token}` },
    };
    const bare = await startBare('bare-spawn', { nodeArgs: ballast, env });
    try {
      return await compare(ours, { url: bare.url, headers: {} });
    } finally {
      await bare.program.stop();
    }
  } finally {
    await server.stop();
    agent.destroy();
  }
}

async function compare(ours, theirs) {
  await measure(ours, []);
  await measure(theirs, []);
  const a = [];
  const b = [];
  for (let round = 0; round < rounds; round += 1) {
    await measure(ours, a);
    await measure(theirs, b);
  }
  return [
    { figure: 'start to first line, p50', ours: median(a), bare: median(b), unit: 'ms' },
    { figure: 'start to first line, p99', ours: quantile(a, 0.99), bare: quantile(b, 0.99), unit: 'ms' },
  ];
}
