import { createHmac, randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { cpuSeconds } from './process-figures.mjs';
import { BothyServer } from './server.mjs';
import { quantile } from './statistics.mjs';

const perSecond = 200;
const seconds = 10;
const secret = 'a-secret-of-the-bench';
const payload = JSON.stringify({ ref: 'refs/heads/main', commits: Array.from({ length: 20 }, (_, id) => ({ id })) });
const signature = `sha256=${createHmac('sha256', secret).update(payload).digest('hex')}`;

/** Resolves with how long the answer took, in ms. */
const deliver = (url, agent) =>
  new Promise((resolve, reject) => {
    const began = performance.now();
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(payload),
      'x-github-event': 'push',
      'x-github-delivery': randomUUID(),
      'x-hub-signature-256': signature,
    };
    const sent = request(url, { method: 'POST', agent, headers }, (answer) => {
      answer.resume().once('end', () => {
        if (answer.statusCode === 202) resolve(performance.now() - began);
        else reject(new Error(`a delivery answered ${answer.statusCode}`));
      });
    });
    sent.once('error', reject).end(payload);
  });

/** Sends at an even pace whatever the server does, and counts from when each was due to be sent. */
async function flood(url) {
  const agent = new Agent({ keepAlive: true, maxSockets: 50 });
  const answers = [];
  const began = performance.now();
  for (let index = 0; index < perSecond * seconds; index += 1) {
    const dueAt = began + (index * 1000) / perSecond;
    const wait = dueAt - performance.now();
    if (wait > 0) await sleep(wait);
    const late = Math.max(0, performance.now() - dueAt);
    answers.push(deliver(url, agent).then((ms) => ms + late));
  }
  const times = await Promise.all(answers);
  agent.destroy();
  return times;
}

/** How soon deliveries are answered when they come at 200 a second, and what their runs do meanwhile. */
export async function webhooks() {
  const server = await (await BothyServer.start()).setUp();
  try {
    const figures = [];
    // The runs that the second ones start go on behind them.
    const kinds = [
      { what: 'none is asked for', bot: { events: ['release'] } },
      { what: 'each starts a run', bot: {} },
    ];
    for (const [index, { what, bot }] of kinds.entries()) {
      const slug = `bench-${index}`;
      const webhook = { provider: 'github', secret, ...bot };
      const made = await server.call('POST', '/api/bots', { slug, name: slug, command: { argv: ['true'] }, webhook });
      const url = made.webhook.url;
      await deliver(url);
      const before = cpuSeconds(server.pid);
      const times = await flood(url);
      const cpuMs = ((cpuSeconds(server.pid) - before) * 1000) / times.length;
      figures.push(
        { figure: `202 at ${perSecond}/s, ${what}, p50`, ours: quantile(times, 0.5), unit: 'ms' },
        { figure: `202 at ${perSecond}/s, ${what}, p99`, ours: quantile(times, 0.99), unit: 'ms' },
        { figure: `CPU of the server per delivery, ${what}`, ours: cpuMs, unit: 'ms' },
      );
    }
    return figures;
  } finally {
    await server.stop();
  }
}
