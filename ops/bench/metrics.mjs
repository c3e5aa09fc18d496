import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './server.mjs';
import { median } from './statistics.mjs';

const events = 1_000_000;
const days = 365;
const tools = 20;
const versions = 10;
const dayMs = 24 * 60 * 60 * 1000;
const dashboards = 9;
const countries = ['AT', 'BR', 'CH', 'DE', 'FR', 'GB', 'JP', 'NL', 'PL', 'SE', 'US', null];

const load = (path) => import(pathToFileURL(join(root, 'apps/api/dist', path)).href);

/** Of one visit: what a page of figures asks for at once. */
const questions = (from, to) => {
  const span = `from=${from}&to=${to}`;
  return [
    `totals?${span}`,
    `series?${span}&by=tool`,
    `series?${span}&by=version&tool=tool-3`,
    ...['version', 'file', 'referrer', 'country'].map((by) => `top?${span}&by=${by}`),
  ];
};

/** Counted by nobody: always the same, spread over tools as people spread, the first far before the last. */
const eventOf = (number) => {
  const tool = Math.floor(tools * ((number * 7919) % 1000) ** 2 * 1e-6);
  const version = Math.floor(number / 97) % versions;
  return {
    metric: number % 10 === 0 ? 'clones' : number % 10 < 4 ? 'bytes' : 'downloads',
    tool: `tool-${tool}`,
    version: `v1.${version}.0`,
    file: `tool-${tool}.zip`,
    value: number % 10 > 0 && number % 10 < 4 ? 1_000_000 : 1,
    referrer: number % 3 === 0 ? null : `site-${number % 31}.example`,
    country: countries[number % countries.length],
  };
};

/** A year is counted, rolled up night by night, held against its events, and looked at. */
export async function metrics() {
  const folder = mkdtempSync(join(tmpdir(), 'bothy-bench-'));
  const begins = Math.floor(Date.now() / dayMs) * dayMs - days * dayMs;
  const clock = { at: begins, now: () => new Date(clock.at) };
  const { createApp } = await load('create-app.js');
  const { Config } = await load('platform/config/config.js');
  const env = { BOTHY_DATA_DIR: folder, BOTHY_ROLE: 'api', BOTHY_LOG_LEVEL: 'silent', PORT: '0' };
  const app = await createApp(Config.from({ ...env, BOTHY_LIMIT_PRINCIPAL: '100000' }), { clock });
  await app.listen(0, '127.0.0.1');
  try {
    const written = await fill(app, clock, begins);
    const found = await checked(app);
    const ms = await lookedAt(app, folder, begins);
    return [
      { figure: 'events counted and written', ours: events / (written.writeMs / 1000), unit: '/s' },
      { figure: 'a day rolled up (mean of a year)', ours: written.rollUpMs / days, unit: 'ms' },
      { figure: 'figures that are not what the events make', ours: found, unit: '', aim: '0' },
      {
        figure: `a year's dashboard (${questions('', '').length} questions, median)`,
        ours: ms,
        unit: 'ms',
        aim: '< 100',
      },
    ];
  } finally {
    await app.close();
    rmSync(folder, { recursive: true });
  }
}

async function fill(app, clock, begins) {
  const { Counts } = await load('modules/metrics/index.js');
  const { RollUp } = await load('modules/metrics/application/keeping/roll-up.js');
  const counts = app.get(Counts, { strict: false });
  const rollUp = app.get(RollUp, { strict: false });
  let writeMs = 0;
  let rollUpMs = 0;
  for (let day = 0, number = 0; day <= days; day += 1) {
    clock.at = begins + day * dayMs + 2 * 60 * 60 * 1000;
    const rolling = performance.now();
    await rollUp.run();
    rollUpMs += performance.now() - rolling;
    if (day === days) break;
    const last = Math.floor(((day + 1) * events) / days);
    const step = (22 * 60 * 60 * 1000) / (last - number);
    const writing = performance.now();
    for (; number < last; number += 1) {
      clock.at += step;
      counts.count(eventOf(number));
    }
    clock.at = begins + (day + 1) * dayMs - 1;
    await counts.written();
    writeMs += performance.now() - writing;
  }
  return { writeMs, rollUpMs };
}

async function checked(app) {
  const { Reconciliation } = await load('modules/metrics/application/keeping/reconciliation.js');
  const found = await app.get(Reconciliation, { strict: false }).run();
  // Figures that are wrong are no figures: however quickly they are told.
  if (found > 0) throw new Error(`${found} figures are not what the events make.`);
  return found;
}

async function lookedAt(app, folder, begins) {
  const url = `http://127.0.0.1:${app.getHttpServer().address().port}/api`;
  const token = await signedIn(url, folder);
  const [from, to] = [begins, begins + days * dayMs].map((at) => new Date(at).toISOString().slice(0, 10));
  const ask = async (question) => {
    const answer = await fetch(`${url}/metrics/${question}`, { headers: { authorization: `Bearer ${token}` } });
    if (!answer.ok) throw new Error(`${question} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
  const times = [];
  for (let at = 0; at < dashboards; at += 1) {
    const began = performance.now();
    await Promise.all(questions(from, to).map(ask));
    times.push(performance.now() - began);
  }
  if (process.env.BOTHY_BENCH_EACH) {
    for (const question of questions(from, to)) {
      const began = performance.now();
      await ask(question);
      console.log((performance.now() - began).toFixed(1).padStart(8), 'ms ', question);
    }
    console.log(times.map(Math.round).join(' '));
  }
  return median(times);
}

async function signedIn(url, folder) {
  const token = readFileSync(join(folder, 'setup-token'), 'utf8').trim();
  const body = JSON.stringify({ token, name: 'Ada', email: 'ada@example.test', password: 'correct-horse-battery-7' });
  const answer = await fetch(`${url}/setup`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  if (answer.status !== 201) throw new Error(`setup answered ${answer.status}`);
  return (await answer.json()).accessToken;
}
