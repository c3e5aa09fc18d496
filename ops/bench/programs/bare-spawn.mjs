// The least that keeps what it starts: node:http, a row in SQLite for each run (written before the answer, and at the
// end), spawn, server-sent events. `?wait` holds the answer until the end.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const sqlite3 = createRequire(new URL('../../../apps/api/package.json', import.meta.url))('sqlite3');
const folder = mkdtempSync(join(tmpdir(), 'bothy-bench-bare-'));
process.once('SIGTERM', () => {
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
});
const database = new sqlite3.Database(join(folder, 'bare.sqlite'));
const sql = (text, ...values) =>
  new Promise((done, failed) => database.run(text, values, (error) => (error ? failed(error) : done())));
await sql('PRAGMA journal_mode = WAL');
await sql('PRAGMA synchronous = NORMAL');
await sql('CREATE TABLE runs (id TEXT PRIMARY KEY, status TEXT, exit_code INTEGER, created_at TEXT, finished_at TEXT)');

const runs = new Map();
let next = 0;

async function start() {
  const id = String((next += 1));
  const run = { id, events: [], readers: new Set(), ended: false, finished: null };
  runs.set(id, run);
  const now = () => new Date().toISOString();
  await sql('INSERT INTO runs (id, status, created_at) VALUES (?, ?, ?)', id, 'running', now());
  const tell = (event) => {
    run.events.push(event);
    for (const reader of run.readers) reader.write(event);
  };
  let seq = 0;
  const child = spawn(process.env.BOTHY_BENCH_PROGRAM ?? '/bin/echo', ['hello'], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.on('data', (bytes) => {
    const at = new Date().toISOString();
    const lines = bytes
      .toString()
      .trimEnd()
      .split('\n')
      .map((text) => ({ seq: (seq += 1), at, stream: 'stdout', text }));
    tell(`id: 1:${seq}\nevent: log\ndata: ${JSON.stringify({ lines })}\n\n`);
  });
  const ended = async (exitCode) => {
    await sql(
      'UPDATE runs SET status = ?, exit_code = ?, finished_at = ? WHERE id = ?',
      'succeeded',
      exitCode,
      now(),
      id,
    );
    tell(`event: end\ndata: ${JSON.stringify({ exitCode })}\n\n`);
    run.ended = true;
    for (const reader of run.readers) reader.end();
  };
  run.finished = new Promise((finished) => child.on('close', (exitCode) => finished(ended(exitCode))));
  return run;
}

createServer(async (request, response) => {
  if (request.method === 'POST') {
    request.resume();
    const run = await start();
    if (request.url.includes('wait=')) await run.finished;
    response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify({ id: run.id }));
    return;
  }
  const run = runs.get(request.url.split('/')[3]);
  if (!run) return void response.writeHead(request.url === '/health' ? 200 : 404).end();
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const event of run.events) response.write(event);
  if (run.ended) response.end();
  else run.readers.add(response);
}).listen(Number(process.argv[2]), '127.0.0.1');
